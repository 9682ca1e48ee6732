import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../store/causality';
import { comparison } from '../testing/comparison';
import {
  depthWords,
  describeChange,
  describeEffect,
  describeLookahead,
  describeLoss,
  describePredictions,
  describeRow,
  describeWaiting,
  differenceOf,
  notesOn,
  verdictsOf,
} from './describe';
import { effectsOf, effectsUnder } from './effects';
import { wordsOf } from './words';

const asked = (text: string, place: number) => ({ words: wordsOf(text), place });

function said(of: Comparison, place = 3) {
  return describeChange(of, effectsUnder(of), asked(of.change.before, place));
}

const FLIPPED = comparison({
  before: 'The cat sat on',
  after: 'The cat sat by',
  topk: [
    [1, 2, 3, 1],
    [1, 3, 2, 2],
  ],
  nll: {
    topk: [
      [4, 3, 2],
      [4, 2.5, 9],
    ],
    threshold: [
      [4, 3.1, 2],
      [4, 3.1, 8],
    ],
  },
  kept: { before: { 1: { 7: 0.5, 8: 0.3 } }, after: { 1: { 8: 0.6, 7: 0.2 } } },
});

describe('the summary', () => {
  it('counts the flips under top-k and says that threshold has none', () => {
    expect(said(FLIPPED)).toBe(
      'Under top-k 2 of 3 earlier tokens change depth although only a later word changed; under threshold none can.',
    );
  });

  it('says so where top-k spares the earlier tokens this time', () => {
    expect(said(comparison({ before: 'The cat sat on', after: 'The cat sat by' }))).toBe(
      'Under top-k none of the 3 earlier tokens changes depth this time; under threshold none can.',
    );
  });

  it('says that a depth under threshold fell to the other side by rounding', () => {
    const of = comparison({
      before: 'The cat sat',
      after: 'The cat ran',
      threshold: [
        [1, 2, 1],
        [1, 1, 1],
      ],
    });
    expect(said(of, 2)).toMatch(
      /under threshold one did by rounding, with a score that lies on the threshold\.$/,
    );
  });

  it.each([
    ['The cat', 'The dog', 1, /^Under top-k the one earlier token keeps its depth this time/],
    [
      'The cat',
      'A cat',
      0,
      'Nothing stands before “The”, so nothing earlier can change. Choose a later word.',
    ],
    ['The cat', 'The cat', 1, /^Nothing is changed yet\. Put another word in place of “cat”/],
    ['The', 'The', 0, 'The text has one word, and nothing stands before it. Type more above.'],
    ['The', 'A', 0, 'The text has one word, and nothing stands before it. Type more above.'],
  ])('%s to %s', (before, after, place, sentence) => {
    expect(said(comparison({ before, after }), place)).toMatch(sentence);
  });

  it('says that the change lies beyond what the model reads', () => {
    const text = `${'cat '.repeat(300)}end`;
    const of = comparison({ before: text, after: text.replace(/end$/, 'dog'), truncated: 345 });
    expect(said(of, 300)).toBe(
      '“end” stands beyond the 256 tokens that the model reads: nothing that it reads has changed.',
    );
  });

  it('says of token-choice that neither rule has a part in it', () => {
    const of = comparison({ before: 'The cat sat', after: 'The cat ran', routing: 'token' });
    expect(said(of, 2)).toBe(
      'Under token-choice none of the 2 earlier tokens changes depth, under either rule.',
    );
    expect(describeLookahead(of)).toBeNull();
    expect(notesOn(of)[0]).toMatch(/its own state, which knows only what came before/);
  });
});

describe('the cost', () => {
  it('is told in nats a token', () => {
    expect(describeLoss(effectsUnder(FLIPPED))).toBe(
      'The loss of the earlier tokens goes from 3.500 to 3.250 nats a token under top-k, by a word that they must not know; under threshold it stays at 3.550.',
    );
    expect(describeLookahead(FLIPPED)).toMatch(
      /top-k’s loss is 0\.033 nats a token lower than threshold’s, 3\.000 against 3\.033, at mean depth 1\.75 against 1\.00: what looking ahead gains here\.$/,
    );
  });

  it('is none where nothing moved', () => {
    const still = comparison({
      before: 'The cat sat on',
      after: 'The cat sat by',
      topk: [
        [1, 2, 3, 1],
        [1, 2, 3, 2],
      ],
    });
    expect(describePredictions(effectsUnder(still))).toBeNull();
    const nll = [
      [4, 3, 2],
      [4, 3, 7],
    ] as const;
    const same = comparison({
      before: 'The cat sat on',
      after: 'The cat sat by',
      nll: { topk: nll, threshold: nll },
    });
    expect(describeLoss(effectsUnder(same))).toBe(
      'The loss of the earlier tokens stays as it was under both rules.',
    );
    expect(describeLookahead(same)).toMatch(/the two rules have the same loss, 3\.000 nats a token/);
  });

  it('reaches the predictions', () => {
    expect(describePredictions(effectsUnder(FLIPPED))).toBe(
      'What the earlier tokens predict moves with it: one earlier token finds another next token likeliest, and up to 30% of the probability moves.',
    );
  });

  it.each([
    [{ before: 1, after: 1.00005 }, 'none'],
    [{ before: 1, after: 1.0004 }, '+0.0004'],
    [{ before: 2, after: 1.5 }, '−0.500'],
  ])('%o is %s', (moved, words) => {
    expect(differenceOf(moved)).toBe(words);
  });

  it('stands beside vanilla, where nothing moves', () => {
    const rows = verdictsOf(FLIPPED, effectsUnder(FLIPPED), effectsOf(FLIPPED.vanilla!));
    const of = (measure: RegExp) => rows.find((row) => measure.test(row.measure))!.values;
    expect(of(/change depth/)).toEqual({ topk: '2 of 3', threshold: '0 of 3', vanilla: '–' });
    expect(of(/another likeliest/).topk).toBe('1 of 3');
    expect(of(/^Difference/)).toEqual({ topk: '−0.250', threshold: 'none', vanilla: 'none' });
    const alone = verdictsOf({ ...FLIPPED, vanilla: null }, effectsUnder(FLIPPED), null);
    expect(alone.every(({ values }) => values.vanilla === '–')).toBe(true);
  });
});

describe('one token', () => {
  const [, cat, sat] = effectsOf(FLIPPED.topk).tokens;

  it('has one sentence', () => {
    expect(describeEffect(cat!, 'topk', (id) => ` word${id}`)).toBe(
      'Token 2, “cat”, under top-k: goes round twice before the change and three times after it: deeper, though only a later word changed. 30% of the probability moves, the likeliest next token goes from “word7” to “word8”.',
    );
    expect(describeEffect(sat!, 'topk', null)).toMatch(
      /three times before the change and twice after it: shallower/,
    );
    expect(describeEffect(effectsOf(FLIPPED.threshold).tokens[0]!, 'threshold', null)).toBe(
      'Token 1, “The”, under threshold: goes round once, before the change and after it. Its prediction stays.',
    );
  });

  it('has its depth in figures, and its row a count', () => {
    expect(depthWords(cat!)).toBe('2 → 3');
    expect(describeRow(effectsOf(FLIPPED.topk))).toBe('2 of 3 change');
    expect(describeRow(effectsOf(FLIPPED.threshold))).toBe('none changes');
  });
});

describe('the notes', () => {
  it('say that a longer text has more places', () => {
    const of = comparison({
      before: 'The cat sat',
      after: 'The cat sat on it',
      topk: [
        [1, 2, 1],
        [1, 2, 2, 1, 3],
      ],
    });
    expect(notesOn(of)[1]).toBe(
      'The text goes from 3 tokens to 5, and top-k’s places are a share of them: it takes 3 instead of 1 at recursion 2 and 1 instead of 0 at recursion 3.',
    );
    expect(notesOn(of).at(-1)).toMatch(/^In vanilla nothing earlier can change/);
  });

  it('say of random routing that positions are drawn and not words', () => {
    const of = comparison({ before: 'The cat sat', after: 'The cat ran', routing: 'random' });
    expect(notesOn(of)[0]).toMatch(/by position and not by word/);
    expect(notesOn({ ...of, vanilla: null })).toHaveLength(1);
  });
});

it('says why there is nothing to see', () => {
  const why = { words: 3, asked: false, down: false, failed: false };
  expect(describeWaiting({ ...why, words: 0 })).toMatch(/^There is no word to change yet/);
  expect(describeWaiting({ ...why, asked: true })).toMatch(/^The model reads the text/);
  expect(describeWaiting({ ...why, down: true })).toMatch(/cannot be played back/);
  expect(describeWaiting({ ...why, failed: true })).toMatch(/^The run failed/);
  expect(describeWaiting(why)).toMatch(/not there yet/);
});
