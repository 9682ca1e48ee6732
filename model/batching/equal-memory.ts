import type { ModelConfig } from '../config';
import { kvBytesPerToken } from '../cost';

/** Of a number in the caches, which are float32 everywhere. */
const BYTES_PER_ELEMENT = 4;

/** A model on its device. */
export interface Held {
  readonly config: ModelConfig;
  /** `parameter-bytes.ts` */
  readonly parameterBytes: number;
}

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
export function batchMemory(
  { config, parameterBytes: parameters }: Held,
  slots: number,
  context: number,
): BatchMemory {
  const kvPerSlot = kvBytesPerToken(config, BYTES_PER_ELEMENT) * context;
  return { slots, parameters, kvPerSlot, total: parameters + slots * kvPerSlot };
}

/**
 * The slots that the bytes of another batch pay for: as many as fit into its parameters and caches, as the paper scales its
 * batches (spec 7); one at least.
 */
export function equalMemory(held: Held, other: BatchMemory, context: number): BatchMemory {
  const { parameters, kvPerSlot } = batchMemory(held, 0, context);
  return batchMemory(held, Math.max(1, Math.floor((other.total - parameters) / kvPerSlot)), context);
}
