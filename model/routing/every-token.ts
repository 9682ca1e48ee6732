import * as tf from '@tensorflow/tfjs-core';
import type { Routing } from './routing';
import { everyPlace } from './selection';

/** No router: every token takes every recursion, and the block's output is its new state. */
export function everyToken(): Routing {
  return {
    async decide({ positions }) {
      const none = new Float32Array(0);
      return {
        kept: everyPlace(positions.length),
        routerLogits: none,
        scores: none,
        threshold: null,
        gates: none,
      };
    },
    merge: ({ after }) => tf.clone(after),
  };
}
