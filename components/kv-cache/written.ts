import type { ModelConfig } from '../../model/config';
import { kvEntryBytes } from '../../model/cost';
import { forwardPlan, plannedLayers } from '../../model/sharing';
import type { SelectionRule, Trace } from '../../model/trace';
import { heldBy, readSteps, type Written } from '../../store/written';
import { BYTES_HERE } from '../cost/formulas';
import { kvAllocated, kvLive } from '../generate/figures';
import type { Decision, RunFacts, TokenFacts } from '../trace/facts';
import type { CacheFacts } from './facts';
import { type CacheGrid, gridOf, type Pass } from './grid';

/** The cache of a text that is being written, drawn from the cache's own bookkeeping. */
export interface WrittenCache {
  readonly facts: RunFacts;
  readonly cache: CacheFacts;
  /** Tokens of it that were the prompt. */
  readonly prompt: number;
  /** Bytes of the live entries, of the buffers (null before the first token), and read for the last token. */
  readonly live: number;
  readonly allocated: number | null;
  readonly read: number | null;
  /** Tokens there is room for. */
  readonly context: number;
}

export function writtenCache(written: Written, rule: SelectionRule): WrittenCache {
  const { tokens, depth } = heldBy(written);
  const { after, opened } = written.reopened.at(-1) ?? { after: 0, opened: written.opened };
  const { config, prompt, kvHeld, context } = opened;
  const since = readSteps({ steps: written.steps.slice(after) });
  const held = kvHeld.map((positions) => {
    const there = new Array<boolean>(tokens.length).fill(false);
    for (const position of positions) there[position] = true;
    return there;
  });
  since.forEach((step, i) => {
    for (const layer of step.kvHeld) if (held[layer]) held[layer][prompt.length + i] = true;
  });
  return {
    facts: factsOfWriting(config, rule, tokens, depth),
    cache: cacheFacts(config, gridOf(config, tokens.length, passesOf(config, depth, held))),
    prompt: prompt.length,
    live: kvLive(written),
    allocated: kvAllocated(written),
    read: since.at(-1)?.kvBytesRead ?? null,
    context,
  };
}

/** What a model without recursion holds of so many tokens: an entry of each in every layer. */
export function everyEntry(config: ModelConfig, tokens: number): CacheFacts {
  const all = new Array<boolean>(tokens).fill(true);
  const held = plannedLayers(config).map(() => all);
  const depth = new Array<number>(tokens).fill(1);
  return cacheFacts(config, gridOf(config, tokens, passesOf(config, depth, held)));
}

const cacheFacts = (config: ModelConfig, grid: CacheGrid): CacheFacts => ({
  grid,
  entryBytes: kvEntryBytes(config, BYTES_HERE),
  // Token by token nobody can look ahead.
  looksAhead: false,
});

/** Layer passes in order: who went by depth, and whom they find in the cache. */
function passesOf(
  config: ModelConfig,
  depth: readonly number[],
  held: readonly (readonly boolean[])[],
): Pass[] {
  const { prologue, recursions, epilogue } = forwardPlan(config);
  const shared = config.kvCache === 'recursive_sharing';
  const makers = new Map<number, number | null>();
  const planned = [
    ...prologue.map((layer) => ({ ...layer, recursion: null })),
    ...recursions.flatMap((layers, r) => layers.map((layer) => ({ ...layer, recursion: r + 1 }))),
    ...epilogue.map((layer) => ({ ...layer, recursion: null })),
  ];
  return planned.map(({ layer, stored, recursion }): Pass => {
    const slot = shared ? stored : layer;
    const own = !makers.has(slot);
    if (own) makers.set(slot, recursion);
    return {
      layer,
      recursion,
      went: depth.map((done) => recursion === null || done >= recursion),
      keys: held[layer] ?? [],
      own,
      source: own ? null : (makers.get(slot) ?? null),
    };
  });
}

function factsOfWriting(
  config: ModelConfig,
  rule: SelectionRule,
  tokens: readonly { readonly text: string }[],
  depth: readonly number[],
): RunFacts {
  const recursions = config.sharing === 'none' ? 0 : config.numRecursions;
  const way = (done: number) =>
    Array.from({ length: recursions }, (_, i): Decision => {
      const passage = i < done ? 'through' : i === done ? 'left' : 'absent';
      return { recursion: i + 1, passage, score: null, gate: null, bar: null };
    });
  const told = tokens.map(({ text }, position): TokenFacts => {
    const done = depth[position] ?? 1;
    return { position, text, depth: done, decisions: way(done) };
  });
  return {
    recursions,
    routing: config.routing.type,
    rule,
    tokens: told,
    through: Array.from({ length: recursions }, (_, i) => depth.filter((done) => done > i).length),
    bars: Array.from({ length: recursions }, () => null),
    meanDepth: depth.reduce((total, done) => total + done, 0) / Math.max(1, depth.length),
  };
}

/** How many of its tokens, from the first on, are those of the page's text; none where the text is another. */
export function linkedTo(written: Written | null, trace: Trace | null): number {
  if (written === null || trace === null) return 0;
  const { tokens } = heldBy(written);
  const count = Math.min(tokens.length, trace.tokens.length);
  for (let t = 0; t < count; t += 1) if (tokens[t]?.id !== trace.tokens[t]?.id) return 0;
  return count;
}
