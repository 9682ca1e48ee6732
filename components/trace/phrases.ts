import { t } from '../../languages/current';
import type { Depths } from '../../languages/en/trace';
import type { Rich } from '../../languages/rich';
import type { RunFacts, TokenFacts } from './facts';

/** A stretch of a sentence. */
export interface Phrase {
  readonly text: string;
  /** Positions of the tokens it speaks of; null where it speaks of none, or of all alike. */
  readonly of: ReadonlySet<number> | null;
}

/** The run in a sentence, or how it stood after the recursion scrubbed to: `describeRun`, phrase by phrase. */
export function phrasesOfRun(facts: RunFacts, recursion: number | null = null): readonly Phrase[] {
  if (recursion === null) return wholeRun(facts);
  const passed = (token: TokenFacts) => token.decisions[recursion - 1]?.passage === 'through';
  const going = facts.through[recursion - 1] ?? 0;
  return lit(t().trace.at(recursion, facts.recursions, going, facts.tokens.length), facts, {
    going: passed,
    left: (token) => !passed(token),
  });
}

/** “Four tokens went all the way; six left after one pass.” */
function wholeRun(facts: RunFacts): readonly Phrase[] {
  const { recursions, tokens } = facts;
  const total = tokens.length;
  const at = (depth: number) => tokens.filter((token) => token.depth === depth).length;
  const deepest = at(recursions);
  const early = recursions > 1 ? at(1) : 0;
  const depths: Depths =
    deepest === total
      ? { all: 'deepest', total }
      : early === total
        ? { all: 'early', total }
        : { all: null, deepest, early };
  return lit(t().trace.run(facts.meanDepth.toFixed(2), recursions, depths), facts, {
    deepest: (token) => token.depth === recursions,
    early: (token) => token.depth === 1,
  });
}

/** A message whose marked words speak of tokens. */
function lit<Kind extends string>(
  message: Rich<Kind>,
  { tokens }: RunFacts,
  speaksOf: { readonly [kind in Kind]: (token: TokenFacts) => boolean },
): readonly Phrase[] {
  return message.map((part) => {
    if (typeof part === 'string') return { text: part, of: null };
    const positions = tokens.filter(speaksOf[part.mark]).map((token) => token.position);
    const some = positions.length > 0 && positions.length < tokens.length;
    return { text: part.text, of: some ? new Set(positions) : null };
  });
}
