import { sum } from 'd3-array';
import { kvEntryBytes } from '../../model/cost';
import type { Costed } from '../cost/comparison';
import { BYTES_HERE } from '../cost/formulas';
import { tokenName } from '../trace/describe';
import type { TokenFacts } from '../trace/facts';
import { bytes, capital, exact, percent, words } from '../ui/format';
import type { CacheGrid, CacheRow } from './grid';
import type { WrittenCache } from './written';

/** The sentences about the cache: caption, tooltip, screen reader and table take theirs from here. */

/** A grid with what turns its entries into bytes. */
export interface CacheFacts {
  readonly grid: CacheGrid;
  /** Bytes of one entry as this page computes. */
  readonly entryBytes: number;
  /** The routing looked at the whole text: writing it token by token would decide otherwise. */
  readonly looksAhead: boolean;
}

export function factsOfCache(costed: Costed, grid: CacheGrid): CacheFacts {
  const { config, rule } = costed.run;
  const ranked = config.routing.type === 'expert' || config.routing.type === 'random';
  return {
    grid,
    entryBytes: kvEntryBytes(config, BYTES_HERE),
    looksAhead: rule === 'topk' && ranked,
  };
}

const entries = (count: number) => `${exact(count)} ${count === 1 ? 'entry' : 'entries'}`;
const steps = (count: number) => `${words(count)} step${count === 1 ? '' : 's'}`;
const passes = (count: number) => `${words(count)} pass${count === 1 ? '' : 'es'}`;

/** `recursion 2, layer 1`, `the first layer`, `layer 4`. */
export function rowTitle(row: CacheRow): string {
  if (row.recursion !== null) return `recursion ${row.recursion}, layer ${row.step}`;
  if (row.name === 'first' || row.name === 'last') return `the ${row.name} layer`;
  return `layer ${row.step}`;
}

/** “Token 3, “sat”, recursion 2, layer 1: never made, it left after one pass.” */
export function describeEntry(facts: CacheFacts, row: CacheRow, token: TokenFacts): string {
  return `${tokenName(token)}, ${rowTitle(row)}: ${entrySentence(facts, row, token)}`;
}

function entrySentence({ entryBytes }: CacheFacts, row: CacheRow, { position, depth }: TokenFacts): string {
  const readers = row.readers[position] ?? 0;
  switch (row.entries[position]) {
    case 'kept':
      return `kept, ${bytes(entryBytes)}, read in ${steps(readers)}.`;
    case 'reused': {
      const from = `its entry of recursion ${row.source ?? 1}`;
      return row.went[position]
        ? `reused, ${from} is read again in ${steps(readers)}.`
        : `reused, it left after ${passes(depth)} but ${from} is still read in ${readers === 1 ? 'one later step' : `${words(readers)} later steps`}.`;
    }
    default:
      return `never made, it left after ${passes(depth)}.`;
  }
}

/** A token's whole column, and the step that writes it. */
export function describeToken(mor: CacheFacts, vanilla: CacheFacts | null, token: TokenFacts): string {
  const { rows } = mor.grid;
  const kept = rows.filter((row) => row.entries[token.position] === 'kept').length;
  return `${tokenName(token)}: ${exact(kept)} of ${entries(rows.length)} kept, ${bytes(kept * mor.entryBytes)}. ${capital(stepSentence(mor, vanilla, token.position))}`;
}

/** What writing one token reads from the cache. */
export function describeStep(mor: CacheFacts, vanilla: CacheFacts | null, token: TokenFacts): string {
  return `${tokenName(token)}: ${stepSentence(mor, vanilla, token.position)}`;
}

function stepSentence(mor: CacheFacts, vanilla: CacheFacts | null, position: number): string {
  const read = ({ grid }: CacheFacts) => grid.reads[position] ?? 0;
  const beside = vanilla ? `; vanilla’s reads ${bytes(read(vanilla) * vanilla.entryBytes)}` : '';
  return `its step reads ${entries(read(mor))}, ${bytes(read(mor) * mor.entryBytes)}${beside}.`;
}

/** The caption: what is kept, of what vanilla keeps, and what became of the rest. */
export function describeCache(mor: CacheFacts, vanilla: CacheFacts | null, subject = 'This text'): string {
  const { kept } = mor.grid.counts;
  const own = kept * mor.entryBytes;
  const whole = vanilla ? vanilla.grid.counts.kept * vanilla.entryBytes : 0;
  const beside =
    vanilla && whole > 0
      ? `: ${percent(own / whole)} of vanilla’s ${entries(vanilla.grid.counts.kept)}, ${bytes(whole)}`
      : '';
  return `${subject} keeps ${entries(kept)}, ${bytes(own)}${beside}. ${rest(mor.grid)}`;
}

function rest({ counts: { reused, never } }: CacheGrid): string {
  const were = (count: number) => `${words(count)} ${count === 1 ? 'was' : 'were'}`;
  const left = never === 1 ? 'its token had left' : 'their tokens had left';
  if (reused === 0 && never === 0) return 'Every token left one in every layer.';
  if (reused === 0) return capital(`${were(never)} never made: ${left}.`);
  const again = `${were(reused)} not made again but reused from an earlier recursion`;
  return capital(never === 0 ? `${again}.` : `${again}; ${were(never)} never made.`);
}

/** Where the entries of a text that was read at once are: nowhere any more. */
export const NO_BUFFERS =
  'Read in one pass, which lets its keys and values go: no buffer stays allocated. Counted is what would stay live, written token by token.';

/** The buffers of a text that is being written, beside what is live in them. */
export function describeBuffers(
  cache: Pick<WrittenCache, 'live' | 'allocated' | 'context' | 'prompt'>,
): string {
  const { live, allocated, context, prompt } = cache;
  const read =
    prompt === 1 ? 'The first token is the prompt.' : `The first ${words(prompt)} tokens are the prompt.`;
  if (allocated === null) return `${read} Nothing is written yet.`;
  return `${read} The buffers were allocated at once with room for ${exact(context)} tokens in every layer: ${bytes(allocated)}, of which ${percent(live / allocated)} is live.`;
}

/** What the recursive model does to the cache; null where that is not known. */
export function describeRecursive(recursive: CacheFacts | null, vanilla: CacheFacts | null): string | null {
  if (!recursive || !vanilla) return null;
  const [own, whole] = [recursive, vanilla].map(({ grid, entryBytes }) => grid.counts.kept * entryBytes);
  return own === whole
    ? 'The recursive model keeps as much as vanilla: it shares weights, not entries.'
    : `The recursive model keeps ${bytes(own ?? 0)}.`;
}

/** What writing the whole text reads, step by step. */
export function describeReads(mor: CacheFacts, vanilla: CacheFacts | null, subject = 'this text'): string {
  const total = ({ grid, entryBytes }: CacheFacts) => sum(grid.reads) * entryBytes;
  const whole = vanilla ? total(vanilla) : 0;
  const ahead = mor.looksAhead
    ? ' Counted with the depths that top-k chose by looking at the whole text.'
    : '';
  const beside = whole > 0 ? `, ${percent(total(mor) / whole)} of vanilla’s ${bytes(whole)}` : '';
  return `Written token by token, ${subject} reads ${bytes(total(mor))} from the cache${beside}. Each step looks back at every entry it may see.${ahead}`;
}
