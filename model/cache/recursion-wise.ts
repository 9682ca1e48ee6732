import type { KvCache } from './kv-cache';

/**
 * Every layer pass has its own entries, of the tokens that go through it: a token that left earlier is not seen any more
 * (spec 4). A forward pass over a whole text needs none of them twice, so nothing is held.
 */
export function recursionWise(): KvCache {
  return {
    entries: (_pass, tokens, compute) => ({ ...compute(), tokens, written: tokens.count }),
    dispose: () => {},
  };
}
