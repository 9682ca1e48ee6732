import { capital, counted, words } from '../ui/format';
import type { RunFacts, TokenFacts } from './facts';

/** A stretch of a sentence. */
export interface Phrase {
  readonly text: string;
  /** Positions of the tokens it speaks of; null where it speaks of none, or of all alike. */
  readonly of: ReadonlySet<number> | null;
}

/** The run in a sentence, or how it stood after the recursion scrubbed to: `describeRun`, phrase by phrase. */
export function phrasesOfRun(facts: RunFacts, recursion: number | null = null): readonly Phrase[] {
  if (recursion === null) {
    return [plain(`Mean depth ${facts.meanDepth.toFixed(2)} of ${facts.recursions}. `), ...depths(facts)];
  }
  const passed = (token: TokenFacts) => token.decisions[recursion - 1]?.passage === 'through';
  const going = facts.through[recursion - 1] ?? 0;
  const total = facts.tokens.length;
  const left = total - going;
  return [
    plain(`Recursion ${recursion} of ${facts.recursions}: `),
    phrase(`${words(going)} of ${counted(total, 'token')} went through it`, facts, passed),
    plain('; '),
    phrase(left === 0 ? 'none had left' : `${words(left)} had left before`, facts, (token) => !passed(token)),
    plain('.'),
  ];
}

/** “Four tokens went all the way; six left after one pass.” */
function depths(facts: RunFacts): readonly Phrase[] {
  const total = facts.tokens.length;
  const at = (depth: number) => facts.tokens.filter((token) => token.depth === depth).length;
  const deepest = at(facts.recursions);
  const early = facts.recursions > 1 ? at(1) : 0;
  const every = total === 1 ? 'The one token' : 'Every token';
  if (deepest === total) return [plain(`${every} went all the way.`)];
  if (early === total) return [plain(`${every} left after one pass.`)];
  const far =
    deepest === 0
      ? 'no token went all the way'
      : `${words(deepest)} token${deepest === 1 ? '' : 's'} went all the way`;
  const soon = early === 0 ? 'none left after one pass' : `${words(early)} left after one pass`;
  return [
    phrase(capital(far), facts, (token) => token.depth === facts.recursions),
    plain('; '),
    phrase(soon, facts, (token) => token.depth === 1),
    plain('.'),
  ];
}

const plain = (text: string): Phrase => ({ text, of: null });

function phrase(text: string, { tokens }: RunFacts, speaksOf: (token: TokenFacts) => boolean): Phrase {
  const positions = tokens.filter(speaksOf).map((token) => token.position);
  const some = positions.length > 0 && positions.length < tokens.length;
  return { text, of: some ? new Set(positions) : null };
}
