import type { Tokenizer } from '../../model/tokenizer';

const WHO = [
  'A little girl',
  'The old bear',
  'One small bird',
  'My friend Tom',
  'The green frog',
  'A brave cat',
  'Two kind dogs',
  'The baker',
];
const WHAT = [
  ' went to the park to play with a big red ball. It was a sunny day and the',
  ' lived in a house near the forest. Every morning there was something new to see and',
  ' wanted to find a gift for mom. The shop had many nice things, but the best of all',
  ' was sad because the toy was lost. A friend came by and said that they could look',
];

/** Beginnings of stories, all different: (count, length) ids. Throws where more are asked for than there are. */
export function prompts(tokenizer: Tokenizer, count: number, length: number): number[][] {
  const every = WHAT.flatMap((what) => WHO.map((who) => who + what));
  const found = every.slice(0, count).map((text) =>
    tokenizer
      .encode(text)
      .slice(0, length)
      .map(({ id }) => id),
  );
  if (found.length < count || found.some((ids) => ids.length < length)) {
    throw new Error(`there are no ${count} prompts of ${length} tokens`);
  }
  return found;
}
