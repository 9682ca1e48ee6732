import type { SlotOf } from './kv-cache';

/**
 * Every layer pass has its own entries, of the tokens that go through it: a token that left earlier is not seen any more
 * (spec 4).
 */
export const recursionWise: SlotOf = ({ layer }) => layer;
