import type { KvCacheType, ModelConfig } from '../config';
import { plannedLayers } from '../sharing';
import type { KvCache, SlotOf } from './kv-cache';
import { PassCache } from './pass-cache';
import { recursionWise } from './recursion-wise';
import { recursiveSharing } from './recursive-sharing';
import { TextCache } from './text-cache';

const SLOTS: Readonly<Record<KvCacheType, SlotOf>> = {
  /** Where every token takes every pass, what recursion-wise caching keeps is all there is. */
  full: recursionWise,
  recursion_wise: recursionWise,
  recursive_sharing: recursiveSharing,
};

/** Which slot of the cache each layer writes and reads (spec 4). */
export function slotOf({ kvCache }: ModelConfig): SlotOf {
  return SLOTS[kvCache];
}

/** For one forward pass over a whole text. */
export function openPassCache(config: ModelConfig): KvCache {
  return new PassCache(slotOf(config), plannedLayers(config));
}

/** For a text of at most `capacity` tokens, read by one forward pass after another. */
export function openTextCache(config: ModelConfig, capacity: number): TextCache {
  return new TextCache(slotOf(config), plannedLayers(config), config, capacity);
}
