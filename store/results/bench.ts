import * as v from 'valibot';
import { count } from './numbers';

/**
 * What `npm run bench` measured, a file a bench in `public/results/`. Times are milliseconds, sizes bytes, and a ratio is the
 * median of those of the same rounds. A session is one device.
 */

const spread = v.object({ low: v.number(), median: v.number(), high: v.number() });

/** Where a session ran; `adapter` is the graphics device's name, null where there is none. */
const device = {
  backend: v.picklist(['webgpu', 'wasm', 'cpu']),
  adapter: v.nullable(v.string()),
  software: v.boolean(),
};

/** The same, and how busy the machine was before it: its load average over a minute. */
const measuredOn = { ...device, load: v.number() };

/** What a bench ran with. */
const surroundings = {
  version: v.literal(1),
  family: v.string(),
  date: v.string(),
  command: v.string(),
  machine: v.object({ cpu: v.string(), cores: count, load: v.number(), node: v.string() }),
  versions: v.record(v.string(), v.string()),
};

/** What a token asks of a graphics device. */
const work = v.object({
  dispatches: v.number(),
  submits: v.number(),
  buffers: v.number(),
  readbacks: v.number(),
});

/** Time of a forward pass against its FLOPs, each member against vanilla in the same run (`bench/forward.ts`). */
export const forwardBench = v.object({
  version: v.literal(1),
  family: v.string(),
  date: v.string(),
  command: v.string(),
  target: v.number(),
  machine: v.object({ cpu: v.string(), cores: count }),
  sessions: v.array(
    v.object({
      ...device,
      /** Files of before there were more have no number. */
      threads: v.optional(count, 1),
      runs: count,
      rows: v.array(
        v.object({
          member: v.string(),
          tokens: count,
          ms: v.number(),
          timeRatio: v.number(),
          flopsRatio: v.number(),
          quotient: v.number(),
        }),
      ),
    }),
  ),
});

/** An engine that writes with a member; `way` says which of its ways, where it has several. */
const writer = {
  engine: v.picklist(['mor-explorer', 'tfjs', 'onnxruntime-web', 'jax-js']),
  way: v.string(),
  member: v.string(),
  batch: count,
};

const throughputRow = v.object({
  ...writer,
  prompt: count,
  tokens: count,
  weightBits: count,
  threads: count,
  rounds: count,
  prefillMs: spread,
  tokenMs: spread,
  tokensPerSecond: v.number(),
  work: v.nullable(work),
  dispatchesPerLayer: v.nullable(v.number()),
  /** Time of a token over that of this project's decoder with the same member; null for that decoder. */
  overOwn: v.nullable(v.number()),
  /** Time of a token over that of the same engine with vanilla; null for vanilla. */
  overVanilla: v.nullable(v.number()),
  /** The least a token can take on this device: to move its bytes, and to do its FLOPs. */
  floorMs: v.nullable(v.object({ bytes: v.number(), flops: v.number() })),
});

/** Texts written, beside other runtimes on the same weights, prompts and tokens (`bench/session.ts`). */
export const decodeBench = v.object({
  ...surroundings,
  sessions: v.array(
    v.object({
      ...measuredOn,
      host: v.string(),
      floors: v.nullable(v.object({ bytesPerSecond: v.number(), flopsPerSecond: v.number() })),
      rows: v.array(throughputRow),
      refused: v.array(v.object({ ...writer, reason: v.string() })),
    }),
  ),
});

/** Continuous depth-wise batching against continuous batching of the vanilla model (`bench/batching.ts`). */
export const batchingBench = v.object({
  ...surroundings,
  sessions: v.array(
    v.object({
      ...measuredOn,
      rows: v.array(
        v.object({
          member: v.string(),
          policy: v.picklist(['depth', 'sequence']),
          baselineSlots: count,
          slots: count,
          bytes: count,
          tokensPerSecond: spread,
          /** Tokens a second over vanilla's. */
          overVanilla: v.number(),
          /** What `overVanilla` would be if time were FLOPs. */
          byFlops: v.number(),
          slotsInUse: v.number(),
          rounds: count,
          weightBits: count,
          work: v.nullable(work),
        }),
      ),
      refused: v.array(v.object({ member: v.string(), reason: v.string() })),
    }),
  ),
});

/** Three ways past the recursions that a token does not reach, where the device decides (`bench/exits.ts`). */
export const exitsBench = v.object({
  ...surroundings,
  sessions: v.array(
    v.object({
      ...measuredOn,
      rows: v.array(
        v.object({
          member: v.string(),
          recursions: count,
          depth: count,
          way: v.picklist(['early-return', 'indirect', 'left-out']),
          dispatches: count,
          tokenMs: spread,
          overEarlyReturn: v.number(),
          rounds: count,
        }),
      ),
    }),
  ),
});

export type DecodeBench = v.InferOutput<typeof decodeBench>;
export type BatchingBench = v.InferOutput<typeof batchingBench>;
