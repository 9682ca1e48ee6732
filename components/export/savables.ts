import { t } from '../../languages/current';
import type { Messages } from '../../languages/messages';
import { comparable } from '../../store/selection';
import type { Settings } from '../../store/state';
import { textsCsv, ticksCsv } from '../batching/csv';
import { effectsUnder } from '../causality/effects';
import { placeOf, wordsOf } from '../causality/words';
import { compare, notesOf } from '../cost/comparison';
import { describeCost } from '../cost/describe';
import { costFigures, type Figure, figuresCsv } from '../cost/figures';
import { scaleUp } from '../cost/scale-up';
import { describeHead, headPlace } from '../flow/head';
import { headRows } from '../inspector/attention-row';
import { mostTelling } from '../inspector/most-telling';
import { attentionRequest } from '../inspector/use-attention';
import { factsOfCache } from '../kv-cache/facts';
import { cacheGrid } from '../kv-cache/grid';
import { everyEntry, linkedTo, writtenCache } from '../kv-cache/written';
import { describeToken } from '../trace/describe';
import { factsOf } from '../trace/facts';
import { exact } from '../ui/format';
import { quoted } from '../ui/token-text';
import { attentionFigure } from './figures/attention';
import { batchingFigure } from './figures/batching';
import { cacheFigure, readsFigure } from './figures/cache';
import { causalityFigure } from './figures/causality';
import { costFigure } from './figures/cost';
import { depthFigure } from './figures/depth';
import { flowFigure, insideFigure } from './figures/flow';
import { generateFigure } from './figures/generate';
import { tokenFigure } from './figures/token';
import type { Saved } from './files';
import { pagePicture } from './page-picture';
import { runAsCsv, runAsJson } from './run-files';
import { asPng, asSvg, type Context, type Draw, fileName } from './save';

/** Panels that have something to save. */
export type SavableView = Settings['view'] | 'cost' | 'token';

export interface Savable {
  /** As it is called in the menu. */
  readonly name: () => string;
  readonly forms: readonly {
    readonly form: 'SVG' | 'PNG' | 'CSV' | 'JSON';
    /** Null where there is nothing in view. */
    readonly make: (context: Context) => Promise<Saved | null>;
  }[];
}

/** `id` becomes a part of the file's name. */
function figure(id: string, name: keyof Messages['save']['figures'], draw: Draw): Savable {
  return {
    name: () => t().save.figures[name],
    forms: [
      { form: 'SVG', make: (context) => asSvg(id, draw, context) },
      { form: 'PNG', make: (context) => asPng(id, draw, context) },
    ],
  };
}

const RUN: Savable = {
  name: () => t().save.data.run,
  forms: [
    { form: 'JSON', make: runAsJson },
    { form: 'CSV', make: runAsCsv },
  ],
};

const COSTS: Savable = {
  name: () => t().save.data.costs,
  forms: [{ form: 'CSV', make: costsAsCsv }],
};

const SCALED: Savable = {
  name: () => t().save.data.scaled,
  forms: [
    {
      form: 'CSV',
      make: async (context) => csvFile('scale-up', context, scaleUp(context.state.settings).figures),
    },
  ],
};

const DEPTH = figure('depth', 'depth', ({ state }, palette) => {
  const { mor } = state.run.traces;
  return (
    mor &&
    depthFigure({
      facts: factsOf(mor),
      truncated: mor.truncated,
      until: state.selection.recursion,
      pinned: state.selection.pinned,
      palette,
    })
  );
});
const CACHE = figure('kv-cache', 'cache', (context, palette) => {
  const cache = cacheOf(context);
  return cache && cacheFigure({ ...cache, palette });
});
const READS = figure('kv-reads', 'reads', (context, palette) => {
  const cache = cacheOf(context);
  return cache && readsFigure({ ...cache, palette });
});
const COST = figure('cost', 'cost', ({ state }, palette) => {
  const { mor } = state.run.traces;
  if (mor === null) return null;
  const costed = compare(state.run.traces, state.run.timedRuns);
  const figures = costFigures(costed, state.settings.account);
  const notes = notesOf([costed.vanilla, costed.recursive]);
  return costFigure({
    title: t().save.drawn.cost(mor.tokens.length),
    figures,
    caption: t().common.sentences([
      describeCost(figures),
      t().cost.accountMeaning[state.settings.account],
      ...notes,
    ]),
    palette,
  });
});
const SCALE = figure('scale-up', 'scale', ({ state: { settings } }, palette) => {
  const { shape, contextLength: length } = settings;
  const { figures, sentence } = scaleUp(settings);
  return {
    ...costFigure({ title: t().cost.scale.table(shape, exact(length)), figures, caption: sentence, palette }),
    made: t().save.drawn.counted,
  };
});
const LONG = figure('kv-contexts', 'contexts', ({ panel }) => {
  const picture = panel.querySelector('[data-picture="contexts"]');
  return (
    picture && {
      title: t().cache.long.title,
      caption: picture.firstElementChild?.getAttribute('aria-label') ?? '',
      made: t().save.drawn.counted,
      ...pagePicture(picture),
    }
  );
});
const TOKEN = figure('token', 'token', ({ panel, state: { run, selection } }) => {
  const picture = panel.querySelector('[data-picture]');
  if (picture === null || run.traces.mor === null) return null;
  const facts = factsOf(run.traces.mor);
  const token = facts.tokens[selection.pinned ?? mostTelling(facts)];
  if (token === undefined) return null;
  return {
    title: `${quoted(token.text)}, ${t().inspector.aside(token.position + 1, token.depth, facts.recursions)}`,
    caption: describeToken(facts, token),
    ...tokenFigure(picture),
  };
});
const FLOW = figure('flow', 'flow', ({ panel, state }) => flowFigure(panel, state.settings.flowOf));
const ATTENTION = figure('attention', 'attention', async ({ state, engine }, palette) => {
  const { run, settings, selection } = state;
  const trace = settings.flowOf === 'mor' ? run.traces.mor : comparable(run, settings.flowOf);
  if (trace === null) return null;
  const facts = factsOf(trace);
  const place = headPlace(trace, facts, selection.pinned, settings.layer);
  if (place === null) return null;
  const { position, pass, name } = place;
  const attention = await engine.attention(attentionRequest(trace, settings.text, pass.layer));
  const rows = headRows(attention, position, trace.tokens.length);
  const row = rows[Math.min(settings.head, rows.length - 1)];
  if (row === undefined) return null;
  const caption = describeHead(trace, facts, place, row);
  return attentionFigure({ facts, row, position, pass: name, caption, palette });
});
const GENERATE = figure('generate', 'generate', ({ generation }, palette) =>
  generation.basis === null ? null : generateFigure({ desk: generation, palette }),
);
const CAUSALITY = figure('causality', 'causality', ({ state, causality }, palette) => {
  const { comparison, status } = causality;
  if (comparison === null || status !== 'ready') return null;
  const words = wordsOf(comparison.change.before);
  const { changeAt, changeTo } = state.settings;
  return causalityFigure({
    comparison,
    effects: effectsUnder(comparison),
    asked: { words, place: placeOf(words, changeAt) },
    to: changeTo.trim(),
    pinned: state.selection.pinned,
    palette,
  });
});
const BATCHING = figure('batching', 'batching', ({ batching }, palette) =>
  batching.basis === null ? null : batchingFigure({ desk: batching, palette }),
);
const BATCH_DATA: readonly Savable[] = [table('ticks', ticksCsv), table('texts', textsCsv)];

/** What a batch left, as a table. */
function table(name: 'ticks' | 'texts', csv: (runs: Context['batching']['runs']) => string): Savable {
  const make = async (context: Context) =>
    context.batching.basis === null
      ? null
      : {
          name: fileName(name, context, 'csv'),
          content: new Blob([csv(context.batching.runs)], { type: 'text/csv;charset=utf-8' }),
        };
  return { name: () => t().save.data[name], forms: [{ form: 'CSV', make }] };
}

/** What the panel of a view offers. */
export function savablesOf(
  view: SavableView,
  settings: Settings,
): { readonly figures: readonly Savable[]; readonly data: readonly Savable[] } {
  switch (view) {
    case 'depth':
      return { figures: [DEPTH], data: [RUN] };
    case 'flow':
      return { figures: [flowAt(settings)], data: [RUN] };
    case 'kv-cache':
      return { figures: [CACHE, READS, LONG], data: [RUN] };
    case 'cost':
      return { figures: [COST, SCALE], data: [COSTS, SCALED, RUN] };
    case 'token':
      return { figures: [TOKEN], data: [RUN] };
    case 'generate':
      return { figures: [GENERATE], data: [] };
    case 'causality':
      return { figures: [CAUSALITY], data: [RUN] };
    case 'batching':
      return { figures: [BATCHING], data: BATCH_DATA };
  }
}

function flowAt({ level, flowOf }: Settings): Savable {
  if (level === 'model') return FLOW;
  if (level === 'head') return ATTENTION;
  return figure('recursion', flowOf === 'vanilla' ? 'layer' : 'recursion', ({ panel, state }) =>
    insideFigure(panel, state.settings.flowOf),
  );
}

/** The cache that its panel shows: the text's, or that of what is being written. */
function cacheOf(context: Context) {
  const writing = context.panel.querySelector('input[value="writing"]:checked') !== null;
  return writing ? cacheAsWritten(context) : cacheOfText(context);
}

function cacheAsWritten({ generation: { basis, written }, state: { run, selection } }: Context) {
  if (basis === null || written.mor === null) return null;
  const { facts, cache } = writtenCache(written.mor, basis.rule);
  const { pinned } = selection;
  const linked = linkedTo(written.mor, run.traces.mor);
  return {
    facts,
    mor: cache,
    recursive: null,
    vanilla: written.vanilla && everyEntry(written.vanilla.opened.config, cache.grid.tokens),
    notes: [],
    subject: 'writing' as const,
    pinned: pinned !== null && pinned < linked ? pinned : null,
  };
}

function cacheOfText({ state: { run, selection } }: Context) {
  const costed = compare({
    mor: run.traces.mor,
    recursive: comparable(run, 'recursive'),
    vanilla: comparable(run, 'vanilla'),
  });
  const [mor, recursive, vanilla] = [costed.mor, costed.recursive, costed.vanilla].map(
    (each) => each && factsOfCache(each, cacheGrid(each.run)),
  );
  if (!costed.mor || !mor) return null;
  return {
    facts: factsOf(costed.mor.measured),
    mor,
    recursive: recursive ?? null,
    vanilla: vanilla ?? null,
    notes: notesOf([costed.vanilla, costed.recursive]),
    pinned: selection.pinned,
  };
}

async function costsAsCsv(context: Context): Promise<Saved | null> {
  const { run, settings } = context.state;
  if (run.traces.mor === null) return null;
  const figures = costFigures(compare(run.traces, run.timedRuns), settings.account);
  return csvFile('cost', context, figures);
}

const csvFile = (id: string, context: Context, figures: readonly Figure[]): Saved => ({
  name: fileName(id, context, 'csv'),
  content: new Blob([figuresCsv(figures)], { type: 'text/csv;charset=utf-8' }),
});
