import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import type { ModelConfig } from '../config';
import type { Passed } from '../ops/merge';
import type { RecursionTrace, SelectionRule } from '../trace';
import type { ModelWeights } from '../weights';

/** Who goes on, and what becomes of their states. */
export interface Decision {
  /** Some of the candidates. */
  readonly selected: ActiveTokens;
  /** Every token's state after the recursion, a new tensor (tokens, hiddenSize). */
  merge(passed: Passed): tf.Tensor2D;
  /** What the trace says of it; where the device decided, it comes back now. */
  told(): Promise<Told>;
}

/** As `RecursionTrace` has them. */
export type Told = Pick<RecursionTrace, 'routerLogits' | 'scores' | 'threshold' | 'gates'>;

/** The tokens that ask to go through a recursion. */
export interface Candidates {
  /** 1-based. */
  readonly recursion: number;
  readonly tokens: ActiveTokens;
  /** (tokens, hiddenSize) every token's state, candidate or not. */
  readonly states: tf.Tensor2D;
}

/** One forward pass's routing: hidden states in, decisions out. Nothing else knows how a token is chosen. */
export interface Routing {
  decide(candidates: Candidates): Promise<Decision>;
  /** Gives back the tensors it kept for its decisions. */
  dispose(): void;
}

/** What a routing knows of its forward pass. */
export interface RoutingContext {
  readonly config: ModelConfig;
  readonly weights: ModelWeights;
  readonly rule: SelectionRule;
  /** Tokens of the forward pass: the whole text, unless it goes on from a cache. */
  readonly length: number;
}

/** Where there is no router. */
export const NOTHING_TOLD: Told = {
  routerLogits: new Float32Array(0),
  scores: new Float32Array(0),
  threshold: null,
  gates: new Float32Array(0),
};

/** The decision where nobody asks. */
export function nobody(tokens: ActiveTokens): Decision {
  return { selected: tokens, merge: ({ before }) => tf.clone(before), told: async () => NOTHING_TOLD };
}
