import { least } from 'd3-array';
import type { TokenSetName } from '../../lessons/schema';
import type { Trace } from '../../model/trace';
import { factsOf, type RunFacts, type TokenFacts } from '../trace/facts';

type Positions = ReadonlySet<number>;

const SETS: { readonly [name in TokenSetName]: (facts: RunFacts) => readonly TokenFacts[] } = {
  deepest: ({ tokens }) => {
    const most = Math.max(...tokens.map(({ depth }) => depth));
    return tokens.filter(({ depth }) => depth === most);
  },
  earliest: ({ tokens }) => tokens.filter(({ depth }) => depth === 1),
  middle: ({ tokens, recursions }) => tokens.filter(({ depth }) => depth > 1 && depth < recursions),
  'beyond-one': ({ tokens }) => tokens.filter(({ depth }) => depth > 1),
  torn: ({ tokens }) => {
    const closest = least(tokens, margin);
    return closest && Number.isFinite(margin(closest)) ? [closest] : [];
  },
  last: ({ tokens }) => tokens.slice(-1),
};

const known = new WeakMap<Trace, Map<TokenSetName, Positions>>();

/** Positions of the tokens of a set; the same object for the same trace, as pictures tell sets by identity. */
export function positionsOf(trace: Trace, name: TokenSetName): Positions {
  const sets = known.get(trace) ?? new Map<TokenSetName, Positions>();
  known.set(trace, sets);
  const positions = sets.get(name) ?? new Set(SETS[name](factsOf(trace)).map(({ position }) => position));
  sets.set(name, positions);
  return positions;
}

/** How near a token's closest decision was: the distance of its score from the bar; infinite where nothing was compared. */
function margin({ decisions }: TokenFacts): number {
  return Math.min(
    ...decisions.map(({ score, bar }) =>
      score === null || bar === null ? Number.POSITIVE_INFINITY : Math.abs(score - bar),
    ),
  );
}
