import type { RecursionTrace, Trace } from '../../model/trace';
import { fakeTrace } from '../../workers/clients/fake-trace';

/** Small traces for tests. */

const STEPS: { readonly candidates: number[]; readonly scores: number[]; readonly selected: number[] }[] = [
  { candidates: [0, 1, 2], scores: [0.99, 0.98, 0.97], selected: [0, 1, 2] },
  { candidates: [0, 1, 2], scores: [0.22, 0.81, 0.93], selected: [1, 2] },
  { candidates: [1, 2], scores: [0.34, 0.82], selected: [2] },
];

interface Variant {
  readonly rule?: Trace['rule'];
  readonly routing?: 'expert' | 'token' | 'random';
}

/** “The cat sat” through three recursions: depth 1, 2 and 3. */
export function trace({ rule = 'threshold', routing = 'expert' }: Variant = {}): Trace {
  const base = fakeTrace({ model: `nano/mor-${routing}`, text: 'The cat sat', rule, readouts: true });
  return {
    ...base,
    depth: Int32Array.of(1, 2, 3),
    recursions: STEPS.map(({ candidates, scores, selected }, i): RecursionTrace => {
      const compares = i > 0 && rule === 'threshold' && routing !== 'token';
      return {
        recursion: i + 1,
        candidates: Int32Array.from(candidates),
        routerLogits: Float32Array.from(scores),
        scores: Float32Array.from(scores),
        threshold: compares ? 0.5 : null,
        selected: Int32Array.from(selected),
        gates: Float32Array.from(selected, (position) => (scores[candidates.indexOf(position)] ?? 0) / 10),
        ms: 1,
      };
    }),
  };
}

/** Two tokens through two recursions without a router. */
export function bare(): Trace {
  const base = fakeTrace({ model: 'nano/recursive', text: 'A cat', rule: 'threshold', readouts: true });
  const every = Int32Array.of(0, 1);
  return {
    ...base,
    depth: Int32Array.of(2, 2),
    recursions: [1, 2].map((recursion) => ({
      recursion,
      candidates: every,
      routerLogits: new Float32Array(),
      scores: new Float32Array(),
      threshold: null,
      selected: every,
      gates: new Float32Array(),
      ms: 1,
    })),
  };
}

/** A trace of so many tokens, whose depths differ. */
export function longTrace(count: number): Trace {
  return fakeTrace({
    model: 'nano/mor-expert',
    text: ' word'.repeat(count).trim(),
    rule: 'threshold',
    readouts: false,
  });
}
