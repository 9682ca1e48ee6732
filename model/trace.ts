import type { BackendName } from './backend';
import type { ModelConfig } from './config';

/** Version of the trace, in memory and on disk; raised when a field changes its meaning. */
export const TRACE_VERSION = 1;

/** How expert-choice decides who goes on: `threshold` is causal (sigmoid of the logit at least 0.5), `topk` looks at the whole text. */
export type SelectionRule = 'threshold' | 'topk';

export interface Token {
  readonly id: number;
  /** The token's own text; bytes that are no whole character on their own are shown as U+FFFD. */
  readonly text: string;
}

/** What one recursion did. Positions are indices into `Trace.tokens`, ascending. */
export interface RecursionTrace {
  /** 1-based. */
  readonly recursion: number;
  /** Positions that asked to go through this recursion (all at the first). */
  readonly candidates: Int32Array;
  /** Router logit of each candidate, f32; under token-choice the logit of this depth; empty without a router. */
  readonly routerLogits: Float32Array;
  /** What is compared, in [0, 1], one a candidate: sigmoid (expert-choice), softmax share of this depth (token-choice), the drawn number (random); empty without a router. */
  readonly scores: Float32Array;
  /** The score a candidate must reach to go on; null where none decides (first recursion, top-k, token-choice, no router). */
  readonly threshold: number | null;
  /** Positions that went through the shared block. */
  readonly selected: Int32Array;
  /** Factor on the block's output, one a selected position; empty where nothing is gated. */
  readonly gates: Float32Array;
  /** Milliseconds from entering to leaving this recursion on the device's queue. */
  readonly ms: number;
}

/** One pass through one decoder layer: the unit of which FLOPs and KV bytes are counted. */
export interface LayerPass {
  /** Unrolled layer, 0-based. */
  readonly layer: number;
  /** Stored layer whose weights it used, 0-based. */
  readonly stored: number;
  /** 1-based recursion, or null for a layer outside the shared block. */
  readonly recursion: number | null;
  /** Number of tokens that went through it. */
  readonly queries: number;
  /** Number of keys those queries were offered. */
  readonly keys: number;
  /** K/V entries this pass computed and stored (tokens). 0 where an earlier recursion's entries were reused. */
  readonly kvWritten: number;
  /** Sum over the queries of the K/V entries each may see: what token-by-token decoding reads. */
  readonly kvRead: number;
}

/** Next-token predictions read through the final norm and the head. */
export interface Readout {
  /** Recursions done when it was read; null for the model's real output, after the last layer. */
  readonly afterRecursion: number | null;
  /** Alternatives kept for each token. */
  readonly k: number;
  /** (tokens, k) token ids, most likely first. */
  readonly ids: Int32Array;
  /** (tokens, k) probabilities. */
  readonly probabilities: Float32Array;
}

/** All that one forward pass leaves behind. Everything drawn on the page comes from it. */
export interface Trace {
  readonly version: typeof TRACE_VERSION;
  /** Manifest id, `nano/mor-expert`, or the folder's name. */
  readonly model: string;
  readonly config: ModelConfig;
  /** Number of stored parameters, embeddings counted once. */
  readonly parameters: number;
  readonly backend: BackendName;
  /** The adapter's name where the backend has one. */
  readonly adapter: string | null;
  readonly rule: SelectionRule;
  readonly tokens: readonly Token[];
  /** Tokens beyond the model's context that were left off. */
  readonly truncated: number;
  /** Recursions done by each token; for a model without recursion all ones. */
  readonly depth: Int32Array;
  readonly recursions: readonly RecursionTrace[];
  readonly passes: readonly LayerPass[];
  /** One after each recursion (models with recursion only), and the real output last. Empty unless asked for. */
  readonly readouts: readonly Readout[];
  /** (tokens - 1) nats: entry t is -ln p(token t + 1 | tokens 0..t). */
  readonly nll: Float32Array;
  /** Mean of `nll`, nats a token; null for a single token. */
  readonly loss: number | null;
  /** Milliseconds of the forward pass, readouts not included, until the logits were back. */
  readonly ms: number;
}

/** Attention of one layer pass; empty where nobody went through it. */
export interface AttentionTrace {
  readonly layer: number;
  readonly recursion: number | null;
  readonly heads: number;
  /** Positions of the queries and of the keys, ascending. */
  readonly queries: Int32Array;
  readonly keys: Int32Array;
  /** (heads, queries, keys) probabilities. */
  readonly weights: Float32Array;
}
