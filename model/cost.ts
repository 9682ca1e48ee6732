import type { ModelConfig } from './config';
import { parameterShapes, routerHidden } from './parameters';
import { blockLayers, forwardPlan } from './sharing';
import type { RecursionTrace, Trace } from './trace';

/**
 * What is counted; 2 FLOPs a multiply-add everywhere, norms and activations nowhere.
 * - `paper`: keys and values at full width, no head, no router; attention halved for causality (spec 5.2).
 * - `honest`: keys and values at their real width, head and routers counted; attention of the pairs a query may see (spec 5.3).
 * - `executed`: as honest, with the whole rectangle of queries and keys, as plain tensor operations execute it (`ops/attention.ts`
 *   on tfjs' kernels). Our own kernels skip most of what is masked, each its own tiles: they are between honest and this.
 */
export type Account = 'paper' | 'honest' | 'executed';
/** All three, in the order in which they are shown. */
export const ACCOUNTS: readonly Account[] = ['paper', 'honest', 'executed'];

/** FLOPs by part. */
export interface Flops {
  /** A look-up: always 0. */
  readonly embedding: number;
  readonly projections: number;
  readonly attention: number;
  readonly mlp: number;
  readonly router: number;
  readonly head: number;
  readonly total: number;
}

/** What FLOPs are counted from. */
export type Counted = Pick<Trace, 'config' | 'passes' | 'rule'> & {
  readonly recursions: readonly { readonly recursion: number; readonly candidates: ArrayLike<unknown> }[];
  /** Those that are read out through the head. */
  readonly tokens: ArrayLike<unknown>;
};

/** What of a trace the costs are counted from. */
export type CostedTrace = Omit<Counted, 'recursions'> & {
  readonly recursions: readonly Omit<RecursionTrace, 'ms'>[];
};

/** FLOPs of the forward pass that left this trace. */
export function traceFlops(trace: Counted, account: Account): Flops {
  const { config } = trace;
  const queryWidth = config.numAttentionHeads * config.headDim;
  const keyWidth = account === 'paper' ? queryWidth : config.numKeyValueHeads * config.headDim;
  let projections = 0;
  let attention = 0;
  let mlp = 0;
  for (const { queries, keys, kvWritten, kvRead } of trace.passes) {
    projections += 2 * config.hiddenSize * (2 * queryWidth * queries + 2 * keyWidth * kvWritten);
    mlp += 2 * 3 * config.hiddenSize * config.intermediateSize * queries;
    const pairs = { paper: (queries * keys) / 2, honest: kvRead, executed: queries * keys }[account];
    attention += 4 * queryWidth * pairs;
  }
  const paper = account === 'paper';
  const router = paper ? 0 : routerFlops(trace);
  const head = paper ? 0 : 2 * config.hiddenSize * config.vocabSize * trace.tokens.length;
  return sum({ embedding: 0, projections, attention, mlp, router, head });
}

/** Token-choice reads every token once; expert-choice each recursion's candidates, its second router where it decides. */
function routerFlops({ config, recursions, rule }: Counted): number {
  const { type, auxRouter } = config.routing;
  if (type === 'token')
    return perReading(config, config.numRecursions) * (recursions[0]?.candidates.length ?? 0);
  if (type !== 'expert') return 0;
  return recursions.reduce((flops, { recursion, candidates }) => {
    const readings = auxRouter && rule === 'threshold' && recursion > 1 ? 2 : 1;
    return flops + readings * perReading(config, 1) * candidates.length;
  }, 0);
}

/** FLOPs of one router on one token. */
function perReading(config: ModelConfig, outputs: number): number {
  const hidden = routerHidden(config);
  return hidden === null
    ? 2 * config.hiddenSize * outputs
    : 2 * (config.hiddenSize * hidden + hidden * outputs);
}

function sum(parts: Omit<Flops, 'total'>): Flops {
  return { ...parts, total: Object.values(parts).reduce((total, part) => total + part, 0) };
}

/**
 * FLOPs a token on average over texts of `length` tokens, where every recursion takes its capacity's share (spec 5.2, 5.3).
 * The executed account is a trace's alone.
 */
export function flopsPerToken(config: ModelConfig, length: number, account: 'paper' | 'honest'): Flops {
  const queryWidth = config.numAttentionHeads * config.headDim;
  const keyWidth = account === 'paper' ? queryWidth : config.numKeyValueHeads * config.headDim;
  const { passes, writing, attended } = expectedPasses(config);
  const { hiddenSize } = config;
  const honest = account === 'honest';
  return sum({
    embedding: 0,
    projections: 2 * hiddenSize * (2 * queryWidth * passes + 2 * keyWidth * writing),
    attention: 2 * length * queryWidth * attended,
    mlp: 2 * 3 * hiddenSize * config.intermediateSize * passes,
    router: honest ? expectedRouterFlops(config) : 0,
    head: honest ? 2 * hiddenSize * config.vocabSize : 0,
  });
}

/**
 * Layer passes a token, those of them that make keys and values, and passes weighted by the share of the text that is
 * there to be seen: c_r under recursion-wise caching, everything under sharing.
 */
function expectedPasses(config: ModelConfig): { passes: number; writing: number; attended: number } {
  const plan = forwardPlan(config);
  const outside = plan.prologue.length + plan.epilogue.length;
  const block = blockLayers(config);
  const shares = sharesByRecursion(config);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const squares = shares.reduce((sum, share) => sum + share * share, 0);
  const sharing = config.kvCache === 'recursive_sharing';
  return {
    passes: outside + block * total,
    writing: outside + block * (sharing ? 1 : total),
    attended: outside + block * (sharing ? total : squares),
  };
}

/** Share of the tokens in each recursion; empty without recursion. */
function sharesByRecursion(config: ModelConfig): readonly number[] {
  if (config.sharing === 'none') return [];
  return config.routing.type === 'none' ? new Array(config.numRecursions).fill(1) : config.routing.capacities;
}

/** A recursion's candidates are those of the recursion before. */
function expectedRouterFlops(config: ModelConfig): number {
  const { type, capacities } = config.routing;
  if (type === 'token') return perReading(config, config.numRecursions);
  if (type !== 'expert') return 0;
  const readings = capacities.slice(0, -1).reduce((sum, share) => sum + share, 1);
  return readings * perReading(config, 1);
}

/** K/V entries (one token in one layer pass) a run keeps. */
export function kvEntries(trace: Pick<Trace, 'passes'>): number {
  return trace.passes.reduce((sum, { kvWritten }) => sum + kvWritten, 0);
}

/** Entries read when the text is decoded token by token. */
export function kvEntriesRead(trace: Pick<Trace, 'passes'>): number {
  return trace.passes.reduce((sum, { kvRead }) => sum + kvRead, 0);
}

/** Bytes of one K/V entry: a key and a value for every key-value head. */
export function kvEntryBytes(config: ModelConfig, bytesPerElement: number): number {
  return 2 * config.numKeyValueHeads * config.headDim * bytesPerElement;
}

/** Bytes of K/V a run keeps. */
export function kvBytes(trace: Pick<Trace, 'passes' | 'config'>, bytesPerElement: number): number {
  return kvEntries(trace) * kvEntryBytes(trace.config, bytesPerElement);
}

/** Bytes of K/V read when the text is decoded token by token. */
export function kvBytesRead(trace: Pick<Trace, 'passes' | 'config'>, bytesPerElement: number): number {
  return kvEntriesRead(trace) * kvEntryBytes(trace.config, bytesPerElement);
}

/** Bytes of K/V a token keeps where every recursion takes its capacity's share (spec 4.2). */
export function kvBytesPerToken(config: ModelConfig, bytesPerElement: number): number {
  return expectedPasses(config).writing * kvEntryBytes(config, bytesPerElement);
}

/** Stored parameters. */
export interface ParameterCount {
  readonly embedding: number;
  /** Matrices of the decoder layers. */
  readonly layers: number;
  readonly norms: number;
  readonly routers: number;
  readonly total: number;
}

/** Counted from the shapes a checkpoint must have; tied embeddings once. */
export function countParameters(config: ModelConfig): ParameterCount {
  const parts = { embedding: 0, layers: 0, norms: 0, routers: 0 };
  for (const [name, shape] of parameterShapes(config)) {
    const part = /routers/.test(name)
      ? 'routers'
      : /norm/.test(name)
        ? 'norms'
        : /layers/.test(name)
          ? 'layers'
          : 'embedding';
    parts[part] += shape.reduce((product, size) => product * size, 1);
  }
  return { ...parts, total: parts.embedding + parts.layers + parts.norms + parts.routers };
}
