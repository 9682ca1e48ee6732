import * as tf from '@tensorflow/tfjs-core';
import type { Entries, KvCache } from './kv-cache';

/** A stored layer's entries are made at its first pass, of all tokens, and read by its later ones (spec 4). */
export function recursiveSharing(): KvCache {
  const held = new Map<number, Entries>();
  return {
    entries({ stored }, tokens, compute) {
      const first = held.get(stored);
      if (first) return { ...first, written: 0 };
      const { keys, values } = compute();
      const made = { keys: tf.keep(keys), values: tf.keep(values), tokens, written: tokens.count };
      held.set(stored, made);
      return made;
    },
    dispose() {
      for (const { keys, values } of held.values()) tf.dispose([keys, values]);
      held.clear();
    },
  };
}
