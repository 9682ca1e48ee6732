import { join } from 'node:path';
import { type BackendName, openBackend } from '../model/backend';
import { type BatchThroughput, batchThroughput } from '../model/batching/batch-throughput';
import { batchMemory, equalMemory } from '../model/batching/equal-memory';
import { loadModel, type Model } from '../model/model';
import { parameterBits, parameterBytes } from '../model/parameter-bytes';
import { readModelFolder } from '../model/testing/fixtures';
import { nodeBackendOptions } from '../model/testing/node-backends';
import { TOO_SLOW } from './session';
import { medianRatio, type Spread, spread } from './statistics';
import { endless } from './texts/endless';
import { countGpuWork, type GpuWork, perToken } from './texts/gpu-work';
import { stories } from './texts/prompts';

/**
 * Continuous depth-wise batching against continuous batching of a vanilla model on the same kernels, with as many slots and
 * in the same memory: does a token that leaves early make room for another? In Node. Cache writes, drawing and the scheduler are in every figure.
 */
export interface BatchingRequest {
  readonly models: string;
  /** The first is the baseline, batched by whole tokens. */
  readonly members: readonly string[];
  readonly backend: BackendName;
  /** Of the baseline; its bytes are what the others get. */
  readonly slots: number;
  /** Texts a slot, and tokens each writes at most. */
  readonly textsPerSlot: number;
  readonly tokens: number;
  readonly rounds: number;
}

/** A software adapter shows that it works, and what is asked of the device; it is given no more. */
const SOFTWARE = { members: ['vanilla', 'mor-expert'], textsPerSlot: 1, tokens: 3, rounds: 1, prompt: 4 };

export interface BatchingRow {
  readonly member: string;
  readonly policy: 'depth' | 'sequence';
  /** Of the baseline, and of this batch: as many, or as many as fit into the same memory. */
  readonly baselineSlots: number;
  readonly slots: number;
  /** Bytes of parameters and caches. */
  readonly bytes: number;
  readonly tokensPerSecond: Spread;
  /** Tokens a second over the baseline's in the same round: the median. */
  readonly overVanilla: number;
  /** FLOPs a token of the baseline over those of this member: what the ratio would be if time were FLOPs. */
  readonly byFlops: number;
  readonly slotsInUse: number;
  readonly rounds: number;
  readonly weightBits: number;
  /** Asked of the device for a token written, prompts included; null without a GPU. */
  readonly work: GpuWork | null;
}

interface Contestant {
  readonly model: Model;
  readonly policy: 'depth' | 'sequence';
  readonly slots: number;
  readonly bytes: number;
  readonly runs: BatchThroughput[];
  /** Of the last run. */
  work: GpuWork | null;
}

export async function benchBatching(request: BatchingRequest) {
  const options = await nodeBackendOptions(request.backend);
  const work = request.backend === 'webgpu' ? countGpuWork() : null;
  const backend = await openBackend(request.backend, options);
  const { name, adapter, software } = backend;
  const members = request.members.filter((id) => !software || SOFTWARE.members.includes(id));
  const models = members.map((id) =>
    endless(loadModel(backend, id, readModelFolder(join(request.models, id)))),
  );
  const rows = await benchSlots(models, software ? { ...request, ...SOFTWARE } : request, work);
  for (const model of models) model.dispose();
  backend.dispose();
  const left = request.members.filter((id) => !members.includes(id));
  return {
    backend: name,
    adapter,
    software,
    rows,
    refused: left.map((member) => ({ member, reason: TOO_SLOW })),
  };
}

async function benchSlots(
  models: readonly Model[],
  {
    slots: baselineSlots,
    textsPerSlot,
    tokens,
    rounds,
    prompt,
  }: BatchingRequest & { readonly prompt?: number },
  work: Readonly<GpuWork> | null,
): Promise<BatchingRow[]> {
  const [vanilla] = models;
  const context = vanilla!.config.maxPositionEmbeddings;
  const held = (model: Model) => ({ config: model.config, parameterBytes: parameterBytes(model) });
  const memory = batchMemory(held(vanilla!), baselineSlots, context);
  const contestants = models.flatMap((model): Contestant[] => {
    const policy = model.config.routing.type === 'none' ? 'sequence' : 'depth';
    const sizes =
      model === vanilla
        ? [memory]
        : [batchMemory(held(model), baselineSlots, context), equalMemory(held(model), memory, context)];
    return sizes.map(({ slots, total }) => ({ model, policy, slots, bytes: total, runs: [], work: null }));
  });
  for (let round = 0; round <= rounds; round++) {
    for (const contestant of contestants) {
      const { model, policy, slots, runs } = contestant;
      const before = work && { ...work };
      const run = await batchThroughput(model, {
        prompts: stories(textsPerSlot * slots, prompt),
        tokens,
        policy,
        slots,
        temperature: 0,
        topK: 0,
        topP: 1,
        seed: 0,
      });
      contestant.work = work && before && perToken(work, before, run.written);
      // The first warms up.
      if (round > 0) runs.push(run);
    }
  }
  const rates = ({ runs }: Contestant) => runs.map(({ tokensPerSecond }) => tokensPerSecond);
  const flops = ({ runs }: Contestant) => runs[0]!.flopsPerToken;
  return contestants.map((contestant) => {
    const { model, policy, slots, bytes, runs } = contestant;
    const row = {
      member: model.id,
      policy,
      baselineSlots,
      slots,
      bytes,
      tokensPerSecond: spread(rates(contestant)),
      overVanilla: medianRatio(rates(contestant), rates(contestants[0]!)),
      byFlops: flops(contestants[0]!) / flops(contestant),
      slotsInUse: spread(runs.map((run) => run.slotsInUse)).median,
      rounds,
      weightBits: parameterBits(model),
      work: contestant.work,
    };
    console.log(
      `  ${model.id.padEnd(18)} ${slots} slots: ${row.tokensPerSecond.median.toFixed(0)} tokens/s, ${row.overVanilla.toFixed(2)} of vanilla's`,
    );
    return row;
  });
}
