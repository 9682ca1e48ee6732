import { sum } from 'd3-array';
import { t } from '../../languages/current';
import type { Entry, Subject } from '../../languages/en/cache';
import { tokenName } from '../trace/describe';
import type { TokenFacts } from '../trace/facts';
import { bytes, exact, percent } from '../ui/format';
import type { CacheFacts } from './facts';
import type { CacheRow } from './grid';
import type { WrittenCache } from './written';

/** What is said about the cache: caption, tooltip, screen reader and table take their sentences from here. */

/** `recursion 2, layer 1`, `the first layer`, `layer 4`. */
export function rowTitle({ recursion, step, end }: CacheRow): string {
  const { rowTitles } = t().cache;
  if (recursion !== null) return rowTitles.recursion(recursion, step);
  return end === null ? rowTitles.layer(step) : rowTitles[end];
}

/** “Token 3, “sat”, recursion 2, layer 1: never made, it left after one pass.” */
export function describeEntry(facts: CacheFacts, row: CacheRow, token: TokenFacts): string {
  return t().cache.entry(tokenName(token), rowTitle(row), entryOf(facts, row, token));
}

function entryOf({ entryBytes }: CacheFacts, row: CacheRow, { position, depth }: TokenFacts): Entry {
  const state = row.entries[position] ?? 'never';
  const steps = row.readers[position] ?? 0;
  if (state === 'kept') return { state, bytes: bytes(entryBytes), steps };
  if (state === 'never') return { state, left: depth };
  return { state, from: row.source ?? 1, steps, left: row.went[position] ? null : depth };
}

/** A token's whole column, and the step that writes it. */
export function describeToken(mor: CacheFacts, vanilla: CacheFacts | null, token: TokenFacts): string {
  const { rows } = mor.grid;
  const kept = rows.filter((row) => row.entries[token.position] === 'kept').length;
  const step = stepAt(mor, vanilla, token.position);
  return t().cache.token(tokenName(token), kept, rows.length, bytes(kept * mor.entryBytes), step);
}

/** What writing one token reads from the cache. */
export function describeStep(mor: CacheFacts, vanilla: CacheFacts | null, token: TokenFacts): string {
  return t().cache.step(tokenName(token), stepAt(mor, vanilla, token.position));
}

function stepAt(mor: CacheFacts, vanilla: CacheFacts | null, position: number) {
  const read = ({ grid }: CacheFacts) => grid.reads[position] ?? 0;
  return {
    entries: read(mor),
    bytes: bytes(read(mor) * mor.entryBytes),
    vanilla: vanilla && bytes(read(vanilla) * vanilla.entryBytes),
  };
}

/** The caption: what is kept, of what vanilla keeps, and what became of the rest. */
export function describeCache(
  mor: CacheFacts,
  vanilla: CacheFacts | null,
  subject: Subject = 'text',
): string {
  const { kept, reused, never } = mor.grid.counts;
  const own = kept * mor.entryBytes;
  const whole = vanilla ? vanilla.grid.counts.kept * vanilla.entryBytes : 0;
  const beside =
    vanilla && whole > 0
      ? { share: percent(own / whole), entries: vanilla.grid.counts.kept, bytes: bytes(whole) }
      : null;
  return t().cache.summary(subject, kept, bytes(own), beside, reused, never);
}

/** The buffers of a text that is being written, beside what is live in them. */
export function describeBuffers(
  written: Pick<WrittenCache, 'live' | 'allocated' | 'context' | 'prompt'>,
): string {
  const { cache, common } = t();
  const { live, allocated, context, prompt } = written;
  return common.sentences([
    cache.prompt(prompt),
    allocated === null
      ? cache.nothingWritten
      : cache.buffers(exact(context), bytes(allocated), percent(live / allocated)),
  ]);
}

/** What the recursive model does to the cache; null where that is not known. */
export function describeRecursive(recursive: CacheFacts | null, vanilla: CacheFacts | null): string | null {
  if (!recursive || !vanilla) return null;
  const [own, whole] = [recursive, vanilla].map(({ grid, entryBytes }) => grid.counts.kept * entryBytes);
  return own === whole ? t().cache.recursiveSame : t().cache.recursive(bytes(own ?? 0));
}

/** What writing the whole text reads, step by step. */
export function describeReads(
  mor: CacheFacts,
  vanilla: CacheFacts | null,
  subject: Subject = 'text',
): string {
  const total = ({ grid, entryBytes }: CacheFacts) => sum(grid.reads) * entryBytes;
  const whole = vanilla ? total(vanilla) : 0;
  const beside = whole > 0 ? { share: percent(total(mor) / whole), bytes: bytes(whole) } : null;
  return t().cache.readsOf(subject, bytes(total(mor)), beside, mor.looksAhead);
}
