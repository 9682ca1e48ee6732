import type { KvCacheType } from '../config';
import type { KvCache } from './kv-cache';
import { recursionWise } from './recursion-wise';
import { recursiveSharing } from './recursive-sharing';

const CACHES: Readonly<Record<KvCacheType, () => KvCache>> = {
  /** Where every token takes every pass, what recursion-wise caching keeps is all there is. */
  full: recursionWise,
  recursion_wise: recursionWise,
  recursive_sharing: recursiveSharing,
};

export function openCache(type: KvCacheType): KvCache {
  return CACHES[type]();
}
