import { expect, test } from 'vitest';
import { compare, difference, type Rounds } from './compare';
import type { TextEngine } from './text-engine';

const ROUNDS: Rounds = { least: 3, most: 3, seconds: 0 };
const PROMPTS = [
  [1, 2],
  [3, 4],
];

interface Fake extends TextEngine {
  /** Times it began. */
  begun: number;
}

/** Counts on from each prompt's last token; from `wrongAt` on one too far. */
function engine(
  name: TextEngine['name'],
  { member = 'vanilla', wrongAt = Number.POSITIVE_INFINITY } = {},
): Fake {
  return {
    name,
    way: '',
    member,
    batch: 2,
    weightBits: 32,
    threads: 1,
    begun: 0,
    async begin(prompts) {
      this.begun++;
      let written = 0;
      return {
        async next() {
          written++;
          return prompts.map((ids) => ids.at(-1)! + written + (written >= wrongAt ? 1 : 0));
        },
        async end() {},
      };
    },
    async dispose() {},
  };
}

const run = (references: readonly TextEngine[], engines: readonly TextEngine[]) =>
  compare({ references, engines, prompts: PROMPTS, tokens: 4, rounds: ROUNDS, work: null, tell: () => {} });

test('who writes the same tokens is timed in every round', async () => {
  const peer = engine('onnxruntime-web');
  const { timings, refused } = await run([engine('tfjs')], [engine('mor-explorer'), peer]);
  expect(refused).toEqual([]);
  expect(timings.map(({ tokenMs, prefillMs }) => [tokenMs.length, prefillMs.length])).toEqual([
    [3, 3],
    [3, 3],
  ]);
  expect(peer.begun).toBe(1 + 3);
});

test('who writes one other token is refused before anything is timed, and named with the place', async () => {
  const peer = engine('onnxruntime-web', { wrongAt: 4 });
  const { timings, refused } = await run([engine('tfjs')], [engine('mor-explorer'), peer]);
  expect(timings.map((timing) => timing.engine.name)).toEqual(['mor-explorer']);
  expect(refused).toEqual([{ engine: peer, reason: 'token 4 of text 1 is 7 for 6' }]);
  expect(peer.begun).toBe(1);
});

test('who fails, and whose member has no reference, is refused with the reason', async () => {
  const failing: TextEngine = {
    ...engine('jax-js'),
    begin: () => Promise.reject(new Error('no device')),
  };
  const unknown = engine('mor-explorer', { member: 'mor-expert' });
  const { timings, refused } = await run([engine('tfjs')], [failing, unknown]);
  expect(timings).toEqual([]);
  expect(refused.map(({ reason }) => reason)).toEqual([
    'no device',
    'nothing says what this member must write',
  ]);
});

test('texts that end too early differ', () => {
  expect(difference([[1, 2]], [[1, 2, 3]])).toBe('token 3 of text 1 is undefined for 3');
  expect(difference([[1, 2, 3]], [[1, 2, 3]])).toBeUndefined();
});
