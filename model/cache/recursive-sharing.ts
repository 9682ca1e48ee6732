import type { SlotOf } from './kv-cache';

/** A stored layer's entries are made at its first pass, of all tokens, and read by its later ones (spec 4). */
export const recursiveSharing: SlotOf = ({ stored }) => stored;
