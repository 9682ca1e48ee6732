import { createLoader, createParser, createSerializer, parseAsString } from 'nuqs/server';
import { t } from '../languages/current';
import type { Known } from '../languages/en/notices';
import { capPrompts } from './prompts';
import {
  CHANGE_LIMIT,
  CHOICES,
  capText,
  DEFAULT_SETTINGS,
  type FlagKey,
  HIDEABLE,
  LIMITS,
  limited,
  type NumberKey,
  TEXT_LIMIT,
  type TextKey,
} from './settings';
import type { AppState, Hideable, Notice, Selection, Settings } from './state';

/** All that a link carries: what was chosen, and where in the text one looks. */
export type Link = Settings & Pick<Selection, 'pinned' | 'recursion'>;

/** Longest text a link carries: UTF-16 code units, and characters once percent-encoded (servers refuse long addresses). */
export const LINK_TEXT_LIMIT = 2_000;
const LINK_ENCODED_LIMIT = 6_000;

type ChoiceKey = keyof typeof CHOICES;

const text = (key: TextKey) => parseAsString.withDefault(DEFAULT_SETTINGS[key]);

function oneOf<K extends ChoiceKey>(key: K) {
  const choices = CHOICES[key] as readonly unknown[] as readonly Settings[K][];
  return createParser<Settings[K]>({
    parse: (raw) => choices.find((choice) => String(choice) === raw) ?? null,
    serialize: String,
  }).withDefault(DEFAULT_SETTINGS[key] as NonNullable<Settings[K]>);
}

function within(key: NumberKey) {
  return createParser<number>({
    parse: (raw) => (raw.trim() === '' ? null : limitedOrNull(key, Number(raw))),
    serialize: String,
  }).withDefault(DEFAULT_SETTINGS[key]);
}

function limitedOrNull(key: NumberKey, value: number): number | null {
  return Number.isFinite(value) ? limited(key, value, value) : null;
}

function flag(key: FlagKey) {
  return createParser<boolean>({
    parse: (raw) => (raw === '1' ? true : raw === '0' ? false : null),
    serialize: (value) => (value ? '1' : '0'),
  }).withDefault(DEFAULT_SETTINGS[key]);
}

/** A place in the text or among the recursions; whether it is there the trace will tell. */
function place(least: number) {
  return createParser<number>({
    parse: (raw) => (/^\d{1,4}$/.test(raw) && Number(raw) >= least ? Number(raw) : null),
    serialize: String,
  });
}

const parts = createParser<readonly Hideable[]>({
  parse: (raw) => HIDEABLE.filter((part) => raw.split(',').includes(part)),
  serialize: (hidden) => hidden.join(','),
  eq: (a, b) => a.join() === b.join(),
}).withDefault(DEFAULT_SETTINGS.hide);

/** The one table between the page and its address: every parameter, what it may say and what it says when it is left out. */
export const urlParsers = {
  text: text('text'),
  routing: oneOf('routing'),
  cache: oneOf('cache'),
  recursions: oneOf('recursions'),
  model: oneOf('model'),
  rule: oneOf('rule'),
  servedCache: oneOf('servedCache'),
  backend: oneOf('backend'),
  weights: oneOf('weights'),
  tokens: within('tokens'),
  temperature: within('temperature'),
  topK: within('topK'),
  topP: within('topP'),
  seed: within('seed'),
  changeAt: within('changeAt'),
  changeTo: text('changeTo'),
  prompts: text('prompts'),
  copies: within('copies'),
  slots: within('slots'),
  theme: oneOf('theme'),
  view: oneOf('view'),
  table: flag('table'),
  flowOf: oneOf('flowOf'),
  level: oneOf('level'),
  step: within('step'),
  attention: flag('attention'),
  layer: within('layer'),
  head: within('head'),
  pace: oneOf('pace'),
  account: oneOf('account'),
  shape: oneOf('shape'),
  contextLength: oneOf('contextLength'),
  embed: flag('embed'),
  hide: parts,
  pinned: place(0),
  recursion: place(1),
};

/** The link to what is in view. */
export function linkOf({ settings, selection }: Pick<AppState, 'settings' | 'selection'>): Link {
  return { ...settings, pinned: selection.pinned, recursion: selection.recursion };
}

const KEYS = Object.keys(urlParsers) as (keyof Link)[];

const load = createLoader(urlParsers);
const serialize = createSerializer(urlParsers);

/** What a query string asks for, always valid, with a notice for each parameter that was not taken as it stood. */
export function linkFromUrl(search: string | URLSearchParams): { link: Link; notices: Notice[] } {
  const params = new URLSearchParams(search);
  const loaded: Link = load(params);
  const notices = KEYS.map((key) => badValueNotice(params, loaded, key)).filter((notice) => notice !== null);
  const link = {
    ...loaded,
    changeTo: loaded.changeTo.slice(0, CHANGE_LIMIT),
    prompts: capPrompts(loaded.prompts),
  };
  const capped = capText(link.text);
  if (capped === null) return { link, notices };
  return { link: { ...link, text: capped }, notices: [...notices, textCapNotice()] };
}

function badValueNotice(params: URLSearchParams, loaded: Link, key: keyof Link): Notice | null {
  const raw = params.get(key);
  if (raw === null || isTakenAsItStands(key, raw, loaded)) return null;
  const shown = raw.length > 40 ? `${raw.slice(0, 40)}…` : raw;
  const used = loaded[key] === null ? null : String(loaded[key]) || null;
  return { id: `url-${key}`, message: () => t().notices.badParameter(key, shown, used, known(key)) };
}

function isTakenAsItStands(key: keyof Link, raw: string, loaded: Link): boolean {
  if (key === 'text' || key === 'changeTo' || key === 'prompts') return true;
  if (key === 'hide') return raw.split(',').every((part) => (HIDEABLE as readonly string[]).includes(part));
  if (key in LIMITS) return raw.trim() !== '' && Number(raw) === loaded[key];
  return urlParsers[key].parse(raw) !== null;
}

function known(key: keyof Link): Known {
  if (key in CHOICES) return { values: CHOICES[key as ChoiceKey].map(String) };
  if (key in LIMITS) {
    const { min, max, step } = LIMITS[key as NumberKey];
    return { from: min, to: max, whole: step === 1 };
  }
  if (key === 'hide') return { values: HIDEABLE };
  return { any: key === 'pinned' || key === 'recursion' ? 'whole numbers' : 'flags' };
}

/** Says that a text was cut. */
export function textCapNotice(): Notice {
  return { id: 'text-cap', message: () => t().notices.textCapped(TEXT_LIMIT) };
}

/** True where the text is short enough to travel in a link. */
export function fitsInLink(text: string): boolean {
  return text.length <= LINK_TEXT_LIMIT && encodeURIComponent(wellFormed(text)).length <= LINK_ENCODED_LIMIT;
}

/** Says that the text in view is left out of links. */
export function linkTextNotice(): Notice {
  return { id: 'link-text', message: () => t().notices.textTooLongForLink(LINK_TEXT_LIMIT) };
}

/**
 * The query string for this link, `''` or beginning with `?`. Defaults are left out, as is a text too long for a
 * link; parameters of others in `search` stay as they are.
 */
export function linkToUrl(link: Link, search: string | URLSearchParams = ''): string {
  const text = fitsInLink(link.text) ? wellFormed(link.text) : null;
  return serialize(new URLSearchParams(search), {
    ...link,
    text,
    changeTo: wellFormed(link.changeTo),
    prompts: wellFormed(link.prompts),
  });
}

/** Half a surrogate pair cannot stand in a URL: it becomes U+FFFD, as it does for the tokenizer. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
