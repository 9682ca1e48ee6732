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

const EVERY = WHAT.flatMap((what) => WHO.map((who) => who + what));

/** So many beginnings of stories, each cut off after so many words; after all of them the first comes again. */
export function stories(count: number, words?: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    EVERY[i % EVERY.length]!.split(' ').slice(0, words).join(' '),
  );
}

/** Beginnings of one length: (count, length) ids. */
export function prompts(tokenizer: Tokenizer, count: number, length: number): number[][] {
  return Array.from({ length: count }, (_, i) => {
    const ids: number[] = [];
    for (let next = i; ids.length < length; next++) {
      ids.push(...tokenizer.encode(`${EVERY[next % EVERY.length]!}. `).map(({ id }) => id));
    }
    return ids.slice(0, length);
  });
}
