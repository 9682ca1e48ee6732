import type * as tf from '@tensorflow/tfjs-core';
import type { ModelConfig } from '../config';
import type { SelectionRule } from '../trace';
import type { ModelWeights } from '../weights';

/** Who goes on, with what gate. */
export interface Decision {
  /** Places among the candidates of those who go on, ascending. */
  readonly kept: Int32Array;
  /** One a candidate, as `RecursionTrace` has them; empty without a router. */
  readonly routerLogits: Float32Array;
  readonly scores: Float32Array;
  readonly threshold: number | null;
  /** One a kept token; empty where nothing is gated. */
  readonly gates: Float32Array;
}

/** The tokens that ask to go through a recursion. */
export interface Candidates {
  /** 1-based. */
  readonly recursion: number;
  readonly positions: Int32Array;
  /** (candidates, hiddenSize) */
  readonly states: tf.Tensor2D;
}

/** The tokens that went through a recursion. */
export interface Passed {
  /** 1-based. */
  readonly recursion: number;
  readonly positions: Int32Array;
  /** (kept, hiddenSize) states that entered the block. */
  readonly before: tf.Tensor2D;
  /** (kept, hiddenSize) what the block made of them. */
  readonly after: tf.Tensor2D;
  /** As decided. */
  readonly gates: Float32Array;
}

/** One forward pass's routing: hidden states in, decisions out. Nothing else knows how a token is chosen. */
export interface Routing {
  decide(candidates: Candidates): Promise<Decision>;
  /** The kept tokens' states after the recursion, a new tensor (kept, hiddenSize). */
  merge(passed: Passed): tf.Tensor2D;
}

export interface RoutingContext {
  readonly config: ModelConfig;
  readonly weights: ModelWeights;
  readonly rule: SelectionRule;
  /** Position of the first token of the forward pass. */
  readonly start: number;
  /** Tokens of the forward pass: the whole text, unless it goes on from a cache. */
  readonly length: number;
}

/** The decision where nobody asks. */
export const NOBODY: Decision = {
  kept: new Int32Array(0),
  routerLogits: new Float32Array(0),
  scores: new Float32Array(0),
  threshold: null,
  gates: new Float32Array(0),
};
