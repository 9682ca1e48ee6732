import { sum } from 'd3-array';
import { t } from '../../languages/current';
import type { ModelConfig } from '../../model/config';
import type { CostedTrace } from '../../model/cost';
import { hasEnds } from '../../model/sharing';

/**
 * One entry, a token's key and value in one layer pass: `kept` was made and stored, `reused` was not made but read from what
 * an earlier recursion stored, `never` was neither made nor read.
 */
export type EntryState = 'kept' | 'reused' | 'never';

/** One layer pass; all lists have one item a token, in reading order. */
export interface CacheRow {
  /** Unrolled layer, 0-based. */
  readonly layer: number;
  /** 1-based, or null outside the shared block. */
  readonly recursion: number | null;
  /** Place among the layers of its recursion, 1-based; outside the shared block its place in the model. */
  readonly step: number;
  /** The first or the last layer, outside the shared block; null for all others. */
  readonly end: 'first' | 'last' | null;
  /** `r3 l2`, `first`, `last`, `l4`. */
  readonly name: string;
  /** The recursion whose entries it read; null where it made its own. */
  readonly source: number | null;
  readonly entries: readonly EntryState[];
  /** Tokens that went through this pass. */
  readonly went: readonly boolean[];
  /** In how many steps of writing the text token by token each entry is read. */
  readonly readers: readonly number[];
  /** Entries that each token's own step reads here; 0 where the token did not come. */
  readonly reads: readonly number[];
}

/** What a run keeps, layer pass by layer pass, the first layer first. */
export interface CacheGrid {
  readonly tokens: number;
  readonly rows: readonly CacheRow[];
  readonly counts: { readonly [state in EntryState]: number };
  /** Entries that writing each token reads, over all layers. */
  readonly reads: readonly number[];
}

/** One layer pass and what it finds in the cache; the lists have one item a token. */
export interface Pass {
  readonly layer: number;
  readonly recursion: number | null;
  readonly went: readonly boolean[];
  /** Tokens whose entries it may read. */
  readonly keys: readonly boolean[];
  /** Its own entries, not those of an earlier recursion. */
  readonly own: boolean;
  /** The recursion whose entries it reads where they are not its own. */
  readonly source: number | null;
}

interface Held {
  readonly keys: readonly boolean[];
  readonly recursion: number | null;
}

/** Pure: from who went through each recursion and what each layer pass says it wrote. */
export function cacheGrid(run: CostedTrace): CacheGrid {
  const tokens = run.tokens.length;
  const everyone = new Array<boolean>(tokens).fill(true);
  const selected = new Map(run.recursions.map((each) => [each.recursion, marked(each.selected, tokens)]));
  const held = new Map<number, Held>();
  const passes = run.passes.map((pass): Pass => {
    const { layer, recursion, stored } = pass;
    const went = recursion === null ? everyone : (selected.get(recursion) ?? everyone);
    const own = pass.kvWritten > 0;
    if (own && !held.has(stored)) held.set(stored, { keys: went, recursion });
    const earlier = own || pass.queries === 0 ? undefined : held.get(stored);
    return {
      layer,
      recursion,
      went,
      own,
      keys: own ? went : (earlier?.keys ?? []),
      source: earlier?.recursion ?? null,
    };
  });
  return gridOf(run.config, tokens, passes);
}

/** The grid of so many tokens, from what each layer pass finds. */
export function gridOf(config: ModelConfig, tokens: number, passes: readonly Pass[]): CacheGrid {
  const steps = new Map<number | null, number>();
  const rows = passes.map(({ layer, recursion, went, keys, own, source }): CacheRow => {
    const step = recursion === null ? layer + 1 : (steps.get(recursion) ?? 0) + 1;
    steps.set(recursion, step);
    const end = recursion === null ? endOf(config, layer) : null;
    const readers = readersOf(went, keys);
    return {
      layer,
      recursion,
      step,
      end,
      name: rowName(recursion, step, end),
      source,
      entries: readers.map((times) => (times === 0 ? 'never' : own ? 'kept' : 'reused')),
      went,
      readers,
      reads: readsOf(went, keys),
    };
  });
  const counts = { kept: 0, reused: 0, never: 0 };
  for (const row of rows) for (const state of row.entries) counts[state] += 1;
  const reads = Array.from({ length: tokens }, (_, position) => sum(rows, (row) => row.reads[position]));
  return { tokens, rows, counts, reads };
}

function marked(positions: Int32Array, tokens: number): readonly boolean[] {
  const marks = new Array<boolean>(tokens).fill(false);
  for (const position of positions) marks[position] = true;
  return marks;
}

/** An entry is read by those who go through and stand at its place or after it. A kept one is read by its own token at least. */
function readersOf(went: readonly boolean[], keys: readonly boolean[]): number[] {
  const readers = new Array<number>(went.length).fill(0);
  let later = 0;
  for (let position = went.length - 1; position >= 0; position -= 1) {
    if (went[position]) later += 1;
    if (keys[position]) readers[position] = later;
  }
  return readers;
}

/** A token that goes through reads the entries at its place and before it. */
function readsOf(went: readonly boolean[], keys: readonly boolean[]): number[] {
  let before = 0;
  return went.map((goes, position) => {
    if (keys[position]) before += 1;
    return goes ? before : 0;
  });
}

function endOf(config: ModelConfig, layer: number): CacheRow['end'] {
  if (!hasEnds(config)) return null;
  return layer === 0 ? 'first' : layer === config.numHiddenLayers - 1 ? 'last' : null;
}

function rowName(recursion: number | null, step: number, end: CacheRow['end']): string {
  const { rows } = t().cache;
  if (recursion !== null) return rows.recursion(recursion, step);
  return end === null ? rows.layer(step) : rows[end];
}
