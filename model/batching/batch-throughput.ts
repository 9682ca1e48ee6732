import type { Model } from '../model';
import { openBatch, type TogetherRequest } from './open-batch';
import { type Throughput, throughputOf } from './throughput';
import type { Tick } from './tick';

/** How fast a batch was written. */
export interface BatchThroughput extends Throughput {
  /** FLOPs (honest account) a token drawn, what the prompts took included. */
  readonly flopsPerToken: number;
  readonly ticks: number;
}

/** Writes all the texts together and says how fast. Throws as `openBatch` does. */
export async function batchThroughput(model: Model, request: TogetherRequest): Promise<BatchThroughput> {
  const { batch } = await openBatch(model, request);
  const ticks: Tick[] = [];
  try {
    while (!batch.over) ticks.push(await batch.tick());
    await batch.rest();
  } finally {
    batch.dispose();
  }
  const throughput = throughputOf(ticks)!;
  return {
    ...throughput,
    flopsPerToken: batch.flops() / throughput.written,
    ticks: ticks.length,
  };
}
