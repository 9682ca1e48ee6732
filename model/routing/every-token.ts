import * as tf from '@tensorflow/tfjs-core';
import { NOTHING_TOLD, type Routing } from './routing';

/** No router: every token takes every recursion, and the block's output is its new state. */
export function everyToken(): Routing {
  return {
    async decide({ tokens }) {
      return {
        selected: tokens,
        merge: ({ after }) => tf.clone(after),
        told: async () => NOTHING_TOLD,
      };
    },
    dispose() {},
  };
}
