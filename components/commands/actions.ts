import { t } from '../../languages/current';
import { PRESETS } from '../../store/presets';
import { scrubBy } from '../../store/selection';
import { CHOICES } from '../../store/settings';
import type { AppState, Hideable, Settings } from '../../store/state';
import { fitsInLink } from '../../store/url';
import { addressOf } from '../explore/address';
import { describeOutcome, handOver } from '../explore/hand-over';
import { toggleFullScreen } from '../ui/full-screen';
import type { Action, Page } from './action';

const always = () => true;
const explores = ({ store }: Page) => store !== null;
/** With a model, and with the part of the page that a link may have left out. */
const shows =
  (part: Hideable) =>
  ({ store }: Page) =>
    store !== null && !store.getState().settings.hide.includes(part);

/** What is done to the page's state; nothing where there is none. */
const act =
  (change: (state: AppState) => void) =>
  ({ store }: Page) => {
    if (store) change(store.getState());
  };

const PLACES = [
  { path: '/', label: () => t().commands.home },
  { path: '/explore/', label: () => t().site.pages.explore },
  { path: '/learn/', label: () => t().site.pages.learn },
  { path: '/results/', label: () => t().site.pages.results },
  { path: '/teach/', label: () => t().site.pages.teach },
  { path: '/about/', label: () => t().commands.about },
];

const places: readonly Action[] = PLACES.map(({ path, label }) => ({
  id: `go${path}`,
  group: 'go',
  label,
  enabled: always,
  run: ({ go }) => go(path),
}));

const views: readonly Action[] = CHOICES.view.map((view, i) => ({
  id: `view-${view}`,
  group: 'view',
  label: () => t().commands.view(t().explore.views[view]),
  key: String(i + 1),
  enabled: shows('views'),
  run: act(({ set }) => set({ view })),
}));

const texts: readonly Action[] = [
  {
    id: 'focus-text',
    group: 'text',
    label: () => t().commands.focusText,
    key: 'e',
    enabled: shows('text'),
    run: () => document.querySelector<HTMLElement>('main textarea')?.focus(),
  },
  ...PRESETS.map(
    ({ id, text }): Action => ({
      id: `example-${id}`,
      group: 'text',
      label: () => t().commands.example(t().sentence.presets[id].title),
      enabled: shows('examples'),
      run: act(({ set }) => set({ text })),
    }),
  ),
  {
    id: 'undo',
    group: 'text',
    label: () => t().commands.undo,
    key: 'u',
    enabled: ({ store }) => store?.getState().canUndo === true,
    run: act(({ undo }) => undo()),
  },
  {
    id: 'reset',
    group: 'text',
    label: () => t().commands.reset,
    enabled: shows('text'),
    run: act(({ reset }) => reset()),
  },
];

type Switch = 'routing' | 'cache' | 'rule' | 'recursions';
const SWITCHES: readonly { readonly name: Switch; readonly key: string }[] = [
  { name: 'routing', key: 'r' },
  { name: 'cache', key: 'c' },
  { name: 'rule', key: 's' },
  { name: 'recursions', key: 'n' },
];

const switches: readonly Action[] = SWITCHES.flatMap(({ name, key }): readonly Action[] => [
  {
    id: `next-${name}`,
    group: 'model',
    label: () => t().commands.next(t().switches.names[name]),
    key,
    enabled: shows('switches'),
    run: act(({ settings, set }) => set({ [name]: after<unknown>(CHOICES[name], settings[name]) })),
  },
  ...CHOICES[name].map(
    (value): Action => ({
      id: `${name}-${value}`,
      group: 'model',
      label: () => t().commands.choose(t().switches.names[name], labelOf(name, value)),
      enabled: shows('switches'),
      run: act(({ set }) => set({ [name]: value })),
    }),
  ),
]);

function labelOf(name: Switch, value: Settings[Switch]): string {
  if (name === 'recursions') return String(value);
  const labels: { readonly [value: string]: string } = t().switches[name];
  return labels[value] ?? String(value);
}

const shown: readonly Action[] = [
  {
    id: 'full-screen',
    group: 'show',
    label: () => t().commands.fullScreen,
    key: 'f',
    enabled: () => document.fullscreenEnabled === true && picture() !== null,
    run: () => toggleFullScreen(picture()),
  },
  {
    id: 'table',
    group: 'show',
    label: () => t().commands.table,
    key: 't',
    enabled: explores,
    run: act(({ settings, set }) => set({ table: !settings.table })),
  },
  {
    id: 'next-token',
    group: 'show',
    label: () => t().commands.nextToken,
    key: ']',
    enabled: explores,
    run: act((state) => pinBeside(state, 1)),
  },
  {
    id: 'previous-token',
    group: 'show',
    label: () => t().commands.previousToken,
    key: '[',
    enabled: explores,
    run: act((state) => pinBeside(state, -1)),
  },
  {
    id: 'later',
    group: 'show',
    label: () => t().commands.later,
    key: '.',
    enabled: explores,
    run: act((state) => scrubBy(state, 1)),
  },
  {
    id: 'earlier',
    group: 'show',
    label: () => t().commands.earlier,
    key: ',',
    enabled: explores,
    run: act((state) => scrubBy(state, -1)),
  },
];

const page: readonly Action[] = [
  {
    id: 'palette',
    group: 'page',
    label: () => t().commands.palette,
    chord: 'k',
    enabled: always,
    run: ({ open }) => open('palette'),
  },
  {
    id: 'keys',
    group: 'page',
    label: () => t().commands.shortcuts,
    key: '?',
    enabled: always,
    run: ({ open }) => open('keys'),
  },
  {
    id: 'copy-link',
    group: 'page',
    label: () => t().commands.copyLink,
    key: 'l',
    enabled: explores,
    run: ({ store, say }) => {
      if (store) void copyLink(store.getState()).then(say);
    },
  },
  {
    id: 'next-theme',
    group: 'page',
    label: () => t().commands.nextTheme,
    key: 'd',
    enabled: explores,
    run: act(({ settings, set }) => set({ theme: after(CHOICES.theme, settings.theme) })),
  },
  ...CHOICES.theme.map(
    (theme): Action => ({
      id: `theme-${theme}`,
      group: 'page',
      label: () => t().commands.theme(t().site.themes[theme]),
      enabled: explores,
      run: act(({ set }) => set({ theme })),
    }),
  ),
];

/** Everything that can be done by command, in the order in which the palette shows it. */
export const ACTIONS: readonly Action[] = [...views, ...shown, ...texts, ...switches, ...page, ...places];

/** Copies the address of what is in view; what became of it. */
async function copyLink(state: AppState): Promise<string> {
  const outcome = await handOver(addressOf(state));
  // There is no field here to copy it from by hand.
  if (outcome === 'refused') return t().commands.notCopied;
  return describeOutcome(outcome, fitsInLink(state.settings.text));
}

/** The choice after this one, the first after the last. */
function after<T>(choices: readonly T[], value: T): T {
  return choices[(choices.indexOf(value) + 1) % choices.length] as T;
}

/** The figure that fills the screen: the first of the page. */
const picture = () => document.querySelector<HTMLElement>('main [data-panel]');

function pinBeside({ run, selection, pin }: AppState, by: 1 | -1): void {
  const count = run.traces.mor?.tokens.length ?? 0;
  if (count === 0) return;
  const from = selection.pinned ?? (by === 1 ? -1 : count);
  pin(Math.min(Math.max(from + by, 0), count - 1));
}
