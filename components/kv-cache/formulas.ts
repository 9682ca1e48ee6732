import { sum } from 'd3-array';
import { t } from '../../languages/current';
import { kvBytes, kvBytesPerToken, kvEntries, kvEntryBytes } from '../../model/cost';
import type { Costed } from '../cost/comparison';
import { BYTES_HERE, type Formula } from '../cost/formulas';
import { bytes, exact, percent } from '../ui/format';
import type { CacheGrid } from './grid';

/** A law of the cache: what the formula expects, and what this text really did. */
interface Law {
  readonly key: string;
  readonly title: string;
  /** In letters, as the paper has it. */
  readonly letters: string;
  readonly expected: Formula;
  /** Null where this text has nothing to hold against it. */
  readonly actual: Formula | null;
}

const PAPER_SHARE = '(Nr + 1) / (2 · Nr)';

/** Spec 4.1 and 4.2. Empty for a model without recursion. */
export function cacheLaws(mor: Costed, grid: CacheGrid): readonly Law[] {
  const inside = grid.rows.filter((row) => row.recursion !== null);
  if (inside.length === 0 || grid.tokens === 0) return [];
  return [blockMemory(mor, grid), deepReads(mor, grid), tokenBytes(mor, grid)];
}

/** Memory of the recursions' entries, relative to vanilla's in as many layers. */
function blockMemory({ run: { config } }: Costed, { rows, tokens }: CacheGrid): Law {
  const says = t().cache.laws;
  const sharing = config.kvCache === 'recursive_sharing';
  const inside = rows.filter((row) => row.recursion !== null);
  const kept = sum(inside, (row) => row.entries.filter((state) => state === 'kept').length);
  const whole = tokens * inside.length;
  return {
    key: 'memory',
    title: says.memory.title,
    letters: sharing ? '1 / Nr' : PAPER_SHARE,
    expected: {
      ...share(expectedShare(config, sharing), says.terms.recursions),
      sentence: sharing ? says.memory.sharing : says.memory.own(shares(config).map(percent)),
    },
    actual: {
      ...share(
        { expression: `${exact(kept)} / (${exact(tokens)} · ${exact(inside.length)})`, value: kept / whole },
        says.terms.kept,
      ),
      sentence: says.memory.actual(exact(kept), exact(whole), exact(inside.length)),
    },
  };
}

/** What a step reads in the recursions when its token goes all the way, relative to vanilla's. */
function deepReads({ run: { config } }: Costed, { rows, tokens }: CacheGrid): Law {
  const says = t().cache.laws;
  const sharing = config.kvCache === 'recursive_sharing';
  const inside = rows.filter((row) => row.recursion !== null);
  const deepest = inside.filter((row) => row.recursion === config.numRecursions);
  const all = Array.from({ length: tokens }, (_, t) => t).filter((t) => deepest.every((row) => row.went[t]));
  const read = sum(all, (t) => sum(inside, (row) => row.reads[t]));
  const seen = sum(all, (t) => t + 1);
  return {
    key: 'reads',
    title: says.reads.title,
    letters: sharing ? '1' : PAPER_SHARE,
    expected: {
      ...share(sharing ? { expression: '1', value: 1 } : expectedShare(config, false), says.terms.recursions),
      sentence: sharing ? says.reads.sharing : says.reads.own,
    },
    actual:
      all.length === 0
        ? null
        : {
            ...share(
              {
                expression: `${exact(read)} / (${exact(inside.length)} · ${exact(seen)})`,
                value: read / (inside.length * seen),
              },
              says.terms.read,
            ),
            sentence: says.reads.actual(all.length, exact(read)),
          },
  };
}

/** Bytes a token keeps in the whole model: `2 · kvHeads · headDim · bytes · E`. */
function tokenBytes({ run }: Costed, { rows, tokens }: CacheGrid): Law {
  const says = t().cache.laws;
  const { config } = run;
  const sharing = config.kvCache === 'recursive_sharing';
  const outside = rows.filter((row) => row.recursion === null).length;
  const block = rows.filter((row) => row.recursion === 1).length;
  const all = sum(shares(config));
  const expected = tidy(kvBytesPerToken(config, BYTES_HERE));
  const entry = [2, config.numKeyValueHeads, config.headDim, BYTES_HERE].map(exact).join(' · ');
  const layers = sharing ? `${outside} + ${block}` : `${outside} + ${block} · ${exact(tidy(all))}`;
  const actual = kvBytes(run, BYTES_HERE) / tokens;
  const vanilla = rows.length * kvEntryBytes(config, BYTES_HERE);
  return {
    key: 'token',
    title: says.token.title,
    letters: says.token.letters,
    expected: {
      sentence: says.token.expected({
        heads: config.numKeyValueHeads,
        width: config.headDim,
        bytes: BYTES_HERE,
        outside,
        block,
        sharing,
        layers: rows.length,
        vanilla: bytes(vanilla),
      }),
      terms: [
        {
          label: says.terms.expected,
          expression: `${entry} · (${layers})`,
          value: expected,
        },
      ],
      total: expected,
      totalText: bytes(expected),
    },
    actual: {
      sentence: says.token.actual(
        exact(kvEntries(run)),
        exact(tokens),
        (kvEntries(run) / tokens).toFixed(2),
        rows.length,
      ),
      terms: [
        {
          label: says.terms.actual,
          expression: `${entry} · ${exact(kvEntries(run))} / ${exact(tokens)}`,
          value: tidy(actual),
        },
      ],
      total: tidy(actual),
      totalText: bytes(actual),
    },
  };
}

type Config = Costed['run']['config'];

/** Share of the tokens in each recursion; a model that routes nobody out takes all to each. */
function shares({ routing, numRecursions }: Config): readonly number[] {
  return routing.type === 'none' ? new Array<number>(numRecursions).fill(1) : routing.capacities;
}

/** The paper's expression where the capacities are the paper's; the sum of the model's own elsewhere. */
function expectedShare(config: Config, sharing: boolean): { expression: string; value: number } {
  const n = config.numRecursions;
  if (sharing) return { expression: `1 / ${n}`, value: 1 / n };
  const all = shares(config);
  const value = sum(all) / n;
  const paper = (n + 1) / (2 * n);
  if (Math.abs(value - paper) < 1e-3) return { expression: `(${n} + 1) / (2 · ${n})`, value: paper };
  return { expression: `(${all.map(exact).join(' + ')}) / ${n}`, value };
}

function share({ expression, value }: { expression: string; value: number }, label: string) {
  return {
    terms: [{ label, expression, value: tidy(value) }],
    total: tidy(value),
    totalText: percent(value),
  };
}

/** Without the dust of binary fractions. */
const tidy = (value: number) => Number(value.toPrecision(9));
