import type { BackendName } from '../model/backend';
import type { Refusal } from '../model/backends/refused';
import type { KvCacheType, ModelConfig } from '../model/config';
import type { MorErrorData } from '../model/errors';
import type { AttentionTrace, SelectionRule, Token, Trace } from '../model/trace';
import type { Batcher } from './batching';
import type { Generator } from './generation';

export type { AttentionTrace };

/**
 * `auto` takes the first backend whose probe computes the right numbers, in the order webgpu, wasm, cpu; WebGPU only on a
 * graphics card, for on a software adapter it is far slower than WASM.
 */
export type BackendChoice = 'auto' | BackendName;

/** How weights are stored on their way here; what is computed with is float32. */
export type WeightsType = 'fp16' | 'int8';

/** One backend that was tried and why it was not taken. */
export interface BackendAttempt {
  readonly backend: BackendName;
  /** Null where it works. */
  readonly refused: Refusal | null;
}

/** The backend that was taken, and those tried before it. */
export interface BackendReport {
  readonly backend: BackendName;
  /** Name of the adapter, or null. */
  readonly adapter: string | null;
  /** True where WebGPU runs on a software adapter (SwiftShader and the like). */
  readonly software: boolean;
  /** Threads that our own kernels compute on; null where they do not. */
  readonly threads: number | null;
  readonly attempts: readonly BackendAttempt[];
}

/** How far a model is on its way. */
export interface LoadProgress {
  /** Manifest id, `nano/mor-expert`. */
  readonly model: string;
  readonly phase: 'download' | 'verify' | 'prepare' | 'ready';
  /** Bytes so far and in all (true sizes from the manifest). */
  readonly loaded: number;
  readonly total: number;
  /** The bytes came from this browser's cache. */
  readonly cached: boolean;
  /** False where the hashes could not be checked because the page is not on a secure origin. */
  readonly verified?: boolean;
}

export interface ModelInfo {
  readonly model: string;
  readonly config: ModelConfig;
  readonly parameters: number;
  /** Bytes that they take on the device; 0 where runs are recorded. */
  readonly parameterBytes: number;
}

/** A text to be read by a model. */
export interface RunRequest {
  readonly model: string;
  readonly text: string;
  readonly rule: SelectionRule;
  /** A cache other than the one the model was trained with: a mismatch. */
  readonly kvCache?: KvCacheType | undefined;
  /** Compute next-token predictions after each recursion as well. */
  readonly readouts: boolean;
  /**
   * Requests of one lane for one model supersede one another: the newest waits, older ones that have not begun reject
   * with `Superseded` (workers/limiter.ts). A view that needs runs of its own names a lane of its own.
   */
  readonly lane?: string;
}

/** One layer pass of a text, whose attention is wanted. */
export interface AttentionRequest extends Omit<RunRequest, 'readouts'> {
  /** Unrolled layer, 0-based. */
  readonly layer: number;
}

/**
 * The compute thread as the page sees it. Three implementations: live (a worker), recorded (files), fake (tests).
 * Every method rejects with MorError. Models are loaded when first asked for and kept.
 */
export interface Engine extends Generator, Batcher {
  /**
   * Chooses and probes a backend. Called once before anything else; again to change the backend or after a failure:
   * then all begins anew, models are loaded again and what was under way rejects. With `int8` a model that has such weights is
   * loaded from those; fp16 if left out.
   */
  start(choice: BackendChoice, weights?: WeightsType): Promise<BackendReport>;
  /** Downloads, verifies and prepares a model; resolves at once if it is ready. */
  load(model: string): Promise<ModelInfo>;
  /** `text` may be anything; lone surrogates become U+FFFD. */
  tokenize(model: string, text: string): Promise<readonly Token[]>;
  /** Reads a text; one longer than the context is cut, and the trace says by how much. */
  run(request: RunRequest): Promise<Trace>;
  /** Attention weights of one layer pass of a text, every head. */
  attention(request: AttentionRequest): Promise<AttentionTrace>;
  /** Tells of models on their way, until the returned function is called. */
  onProgress(listener: (progress: LoadProgress) => void): () => void;
  /**
   * Tells that the engine died or lost its device, until the returned function is called; the page then starts again on the
   * next backend.
   */
  onFailure(listener: (failure: MorErrorData) => void): () => void;
  /** Ends the compute thread and frees all it held; `start` begins again. */
  dispose(): void;
}
