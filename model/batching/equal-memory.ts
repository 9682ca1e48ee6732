import type { ModelConfig } from '../config';
import { countParameters, kvBytesPerToken } from '../cost';

/** Everything here computes in float32. */
const BYTES_PER_ELEMENT = 4;

/** What a batch keeps in memory: its parameters once, and the keys and values of every slot's text. */
export interface BatchMemory {
  readonly slots: number;
  /** Bytes of the parameters. */
  readonly parameters: number;
  /** Bytes of keys and values of one text of `context` tokens, where every recursion takes its capacity's share (spec 4.2). */
  readonly kvPerSlot: number;
  /** Bytes in all. */
  readonly total: number;
}

/** Memory of so many slots of texts of `context` tokens. */
export function batchMemory(config: ModelConfig, slots: number, context: number): BatchMemory {
  const parameters = countParameters(config).total * BYTES_PER_ELEMENT;
  const kvPerSlot = kvBytesPerToken(config, BYTES_PER_ELEMENT) * context;
  return { slots, parameters, kvPerSlot, total: parameters + slots * kvPerSlot };
}

/**
 * The slots that the bytes of another batch pay for: as many as fit into its parameters and caches, as the paper scales its
 * batches (spec 7); one at least.
 */
export function equalMemory(config: ModelConfig, other: BatchMemory, context: number): BatchMemory {
  const { parameters, kvPerSlot } = batchMemory(config, 0, context);
  return batchMemory(config, Math.max(1, Math.floor((other.total - parameters) / kvPerSlot)), context);
}
