import { LETTERS, type Letter } from '../../lessons/codes';

/** Votes for the first so many letters: what was counted by hand, and every letter that was called out. */
export function countVotes(
  options: number,
  byHand: { readonly [letter in Letter]?: number },
  called: string,
): readonly { readonly letter: Letter; readonly votes: number; readonly share: number }[] {
  const letters = LETTERS.slice(0, options);
  const heard = called.toUpperCase().match(/[A-Z]/g) ?? [];
  const votes = letters.map(
    (letter) => (byHand[letter] ?? 0) + heard.filter((each) => each === letter).length,
  );
  const total = votes.reduce((sum, each) => sum + each, 0);
  return letters.map((letter, i) => ({
    letter,
    votes: votes[i] ?? 0,
    share: total === 0 ? 0 : (votes[i] ?? 0) / total,
  }));
}
