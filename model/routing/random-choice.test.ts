import { expect, test } from 'vitest';
import { randomHash, randomScore } from './random-choice';

/** The check values of training/README.md. */
test.each([
  [17, 1, 0, 1247202762, 0.29038697481155396],
  [17, 1, 1, 1211263296, 0.2820191979408264],
  [17, 2, 0, 2628288438, 0.6119460463523865],
  [17, 2, 255, 3203506339, 0.7458744049072266],
  [17, 3, 7, 3914379491, 0.9113874435424805],
])('seed %i, recursion %i, position %i', (seed, recursion, position, hash, score) => {
  expect(randomHash(seed, recursion, position)).toBe(hash);
  expect(randomScore(seed, recursion, position)).toBe(score);
});
