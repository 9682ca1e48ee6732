import type { RunFacts } from '../trace/facts';

/** Shown while nothing is pinned: of the deepest tokens the one whose last score was highest. */
export function mostTelling(facts: RunFacts): number {
  const lastScore = (position: number) => {
    const token = facts.tokens[position];
    return token?.decisions[token.depth - 1]?.score ?? 0;
  };
  return facts.tokens.reduce((best, { position, depth }) => {
    const bestDepth = facts.tokens[best]?.depth ?? 0;
    const deeper = depth > bestDepth || (depth === bestDepth && lastScore(position) > lastScore(best));
    return deeper ? position : best;
  }, 0);
}
