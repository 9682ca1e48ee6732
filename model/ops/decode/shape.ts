import type { ModelConfig } from '../../config';
import type { Program } from '../../gpu/program';
import { ALTERNATIVES as LIKELY } from '../../likeliest';
import { routerHidden } from '../../parameters';
import { type Lanes, lanesOf } from './columns';

/** Keys that one workgroup of attention takes: a longer text is split, and its parts are put together by the projection after it. */
export const SPLIT_KEYS = 256;

/** Where no token is given to be read. */
export const NO_TOKEN = 0xffffffff;

/** Places of words in `State` and `Result`. */
export const STATE = { draws: 0, given: 1, going: 3, depth: 4, counts: 8 };
export const RESULT = {
  id: 0,
  probability: 1,
  depth: 2,
  likely: 3,
  probabilities: 3 + LIKELY,
  scores: 3 + 2 * LIKELY,
};

/** Of one decoding: what is baked into its programs, and how large its buffers are. */
export interface DecodeShape {
  readonly config: ModelConfig;
  /** Tokens the cache has room for. */
  readonly capacity: number;
  readonly splits: number;
  readonly lanes: Lanes;
  /** Whether the adapter is a processor: it pays for every barrier (`columns.ts`). */
  readonly software: boolean;
  /** Lengths, in 4-byte words. */
  readonly words: {
    readonly work: number;
    readonly state: number;
    readonly result: number;
    /** Keys, and again as many values, of one slot. */
    readonly slot: number;
  };
  /** WGSL that every program begins with; the same for all members of a family. */
  readonly declarations: string;
}

export function decodeShape(config: ModelConfig, capacity: number, software: boolean): DecodeShape {
  const { numAttentionHeads, numKeyValueHeads, headDim, numRecursions } = config;
  const splits = Math.ceil(capacity / SPLIT_KEYS);
  const constants = {
    HIDDEN: config.hiddenSize,
    INTERMEDIATE: config.intermediateSize,
    HEADS: numAttentionHeads,
    KV_HEADS: numKeyValueHeads,
    HEAD_DIM: headDim,
    KV_SIZE: numKeyValueHeads * headDim,
    VOCAB: config.vocabSize,
    CAPACITY: capacity,
    SPLIT_KEYS,
    LIKELY,
    NO_TOKEN,
  };
  const parts = workParts(config, splits);
  const offsets = parts.map(([name], i) => [name, sum(parts.slice(0, i))] as const);
  const lines = [...Object.entries(constants), ...offsets].map(
    ([name, value]) => `const ${name} = ${value}u;`,
  );
  return {
    config,
    capacity,
    splits,
    lanes: lanesOf(software),
    software,
    words: {
      work: sum(parts),
      state: STATE.counts + numRecursions + 1,
      result: RESULT.scores + numRecursions,
      slot: 2 * capacity * numKeyValueHeads * headDim,
    },
    declarations: `${lines.join('\n')}
const EPS = ${config.rmsNormEps};
${STRUCTS}`,
  };
}

/**
 * Threads of a workgroup in which they wait for one another: a processor that plays a graphics card runs these few as one, and
 * would pay at every barrier for each that it has to come back to.
 */
export function threadsOf({ software }: DecodeShape, many: number): number {
  return software ? 4 : many;
}

/** A program of this decoding. */
export function decodeProgram({ declarations }: DecodeShape, name: string, code: string): Program {
  return { name: `decode ${name}`, code: declarations + code };
}

/** The float32 parts of the one buffer of activations: name and length. */
function workParts(config: ModelConfig, splits: number): [name: string, length: number][] {
  const { hiddenSize, intermediateSize, numAttentionHeads, headDim } = config;
  return [
    /** The state on its way through the layers. */
    ['H', hiddenSize],
    /** The state that entered the recursion, and the one that entered the first. */
    ['BEFORE', hiddenSize],
    ['FIRST', hiddenSize],
    /** Queries, rotated. */
    ['Q', numAttentionHeads * headDim],
    /** By split and head: the mixed values, and the logarithm of the sum of the exponentials of the scores. */
    ['MIXED', splits * numAttentionHeads * headDim],
    ['LOG_SUM', splits * numAttentionHeads],
    ['OPENED', intermediateSize],
    /** The router's hidden units, and token-choice's share of each depth. */
    ['ROUTER', (routerHidden(config) ?? 0) + config.numRecursions],
  ];
}

function sum(parts: readonly (readonly [string, number])[]): number {
  return parts.reduce((total, [, length]) => total + length, 0);
}

const STRUCTS = `
/** What the text's next step goes on from. */
struct State {
  /** Tokens drawn so far. */
  draws: u32,
  /** The token to read next in place of one that is drawn, or NO_TOKEN. */
  given: u32,
  /** Whether a token was read that the counts do not have yet. */
  reading: u32,
  /** Whether the token goes through the recursion at hand. */
  going: u32,
  /** Recursions it went through. */
  depth: u32,
  /** Factors on the output of the recursion at hand, and on what it is added to. */
  gate: f32,
  keep: f32,
  /** Token-choice: the depth chosen. */
  chosen: u32,
  /** Tokens whose entries the cache holds: at 0 all, at r those that went through recursion r. The token at hand is not among them. */
  counts: array<u32>,
}

/** What is told of the step. */
struct Result {
  id: u32,
  probability: f32,
  depth: u32,
  likely: array<u32, LIKELY>,
  probabilities: array<f32, LIKELY>,
  scores: array<f32>,
}
`;
