/** Who computes: this project's own decoders, its plain tfjs form, or a peer. */
export type EngineName = 'mor-explorer' | 'tfjs' | 'onnxruntime-web' | 'jax-js';

/** Something that writes texts greedily, a fixed number of them at once. Owns its model and its caches. */
export interface TextEngine {
  readonly name: EngineName;
  /** Which of its ways this is, a few words; empty where it has one. */
  readonly way: string;
  readonly member: string;
  /** Texts written at once. */
  readonly batch: number;
  /** Bits of a weight as it is read for a product, which is made in float32. */
  readonly weightBits: number;
  readonly threads: number;
  /** Reads the prompts, all of one length; resolves when the token after each of them is known to JavaScript. */
  begin(prompts: readonly (readonly number[])[]): Promise<Texts>;
  dispose(): Promise<void>;
}

/** Texts that are being written; one call at a time. */
export interface Texts {
  /** Draws the likeliest token of each text and reads it: (batch) ids. */
  next(): Promise<readonly number[]>;
  /** Resolves when nothing of it is under way any more. */
  end(): Promise<void>;
}

/** An engine that may be opened. */
export interface Opening {
  readonly engine: EngineName;
  readonly way: string;
  readonly member: string;
  open(): Promise<TextEngine>;
}
