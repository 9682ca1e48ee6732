import { least } from 'd3-array';
import type { TokenSetName } from '../../lessons/schema';
import type { Trace } from '../../model/trace';
import { factsOf, type RunFacts, type TokenFacts } from '../trace/facts';
import type { LessonRun } from './measures';

type Positions = ReadonlySet<number>;

const SETS: { readonly [name in TokenSetName]: (facts: RunFacts, trace: Trace) => readonly TokenFacts[] } = {
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
  surest: ({ tokens }, { nll }) => {
    const surest = least(nll.keys(), (position) => nll[position] ?? 0);
    return tokens.filter(({ position }) => position === surest);
  },
  last: ({ tokens }) => tokens.slice(-1),
};

const NONE: Positions = new Set();
const known = new WeakMap<Trace, Map<TokenSetName, Positions>>();

/**
 * Positions of the tokens of a set in the MoR run; the same object for the same run, as pictures tell sets by identity. After which
 * token the next was guessed best is asked of vanilla, which lessons begin with; none as long as it has not run.
 */
export function positionsOf({ traces }: LessonRun, name: TokenSetName): Positions {
  const trace = name === 'surest' ? traces.vanilla : traces.mor;
  if (trace === null) return NONE;
  const sets = known.get(trace) ?? new Map<TokenSetName, Positions>();
  known.set(trace, sets);
  const positions =
    sets.get(name) ?? new Set(SETS[name](factsOf(trace), trace).map(({ position }) => position));
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
