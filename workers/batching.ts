import type { Together, TogetherRequest } from '../model/batching/open-batch';
import type { Tick } from '../model/batching/tick';
import type { Token } from '../model/trace';

/** Texts to be written together by a model, given by its manifest id. */
export interface BatchingRequest extends TogetherRequest {
  readonly model: string;
}

/** Texts that are being written together. */
export interface Batching extends Omit<Together, 'batch'> {
  readonly id: number;
}

/** A tick with what was drawn in it. */
export interface BatchTick extends Omit<Tick, 'ids'> {
  /** In the order of `drawn`. */
  readonly tokens: readonly Token[];
}

/** What came of asking for ticks. */
export interface Advance {
  readonly ticks: readonly BatchTick[];
  /** FLOPs (honest account) since the batch was opened. */
  readonly flops: number;
  /** Every text has ended, and its cache is freed. */
  readonly over: boolean;
}

/** How far to go before answering: at most `ticks` ticks and about `ms` milliseconds, but always one tick. */
export interface Stretch {
  readonly ticks: number;
  readonly ms: number;
}

/**
 * The part of the engine that writes many texts together. Who asks decides the pace, and not asking is a pause. All batches
 * are closed when the backend changes or fails.
 */
export interface Batcher {
  /** Rejects with MorError, E-BATCHING where the backend cannot. */
  openBatch(request: BatchingRequest): Promise<Batching>;
  /** Rejects with E-INPUT where it was closed. */
  advanceBatch(id: number, stretch: Stretch): Promise<Advance>;
  /** Frees its caches. What is not open is closed already. */
  closeBatch(id: number): Promise<void>;
}
