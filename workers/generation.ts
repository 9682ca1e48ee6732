import type { SelectionRule, Token } from '../model/trace';

/** How the next token is drawn from the model's distribution. */
export interface SamplingOptions {
  /** 0 takes the likeliest token always. */
  readonly temperature: number;
  /** Only so many of the likeliest are drawn from; 0 for all. */
  readonly topK: number;
  /** Only the likeliest that together reach this probability, in (0, 1]. */
  readonly topP: number;
  /** Unsigned 32-bit; the same seed draws the same tokens. */
  readonly seed: number;
}

export interface GenerationRequest extends SamplingOptions {
  readonly model: string;
  /** The prompt; empty begins a text of its own after the end-of-text token. */
  readonly text: string;
  /** `topk` decodes each token as if it were a text of its own, so that every one goes all the way (spec 2.5). */
  readonly rule: SelectionRule;
}

/** A text that is being written: its prompt has been read and its cache filled. */
export interface Generation {
  readonly id: number;
  readonly prompt: readonly Token[];
  /** Recursions done by each token of the prompt. */
  readonly promptDepth: Int32Array;
  /** Tokens the model can hold in all. */
  readonly context: number;
  /** FLOPs (honest account), live KV bytes and milliseconds of reading the prompt. */
  readonly flops: number;
  readonly kvBytes: number;
  readonly ms: number;
}

export interface Alternative {
  readonly token: Token;
  /** Probability before temperature and cuts. */
  readonly probability: number;
}

/** One more token: drawn from the distribution at the end of the text so far, then read by the model. */
export interface GenerationStep {
  readonly token: Token;
  /** Probability the model gave it before temperature and cuts. */
  readonly probability: number;
  /** The likeliest eight at its place. */
  readonly alternatives: readonly Alternative[];
  /** Recursions it went through when it was read; 0 where it ended the text and was not read. */
  readonly depth: number;
  /** Score at each recursion it asked to enter. */
  readonly scores: readonly number[];
  /** FLOPs (honest account) of reading it. */
  readonly flops: number;
  /** Bytes of the live K/V entries after it, of the buffers allocated for them, and read for it. */
  readonly kvBytes: number;
  readonly kvBytesAllocated: number;
  readonly kvBytesRead: number;
  /** Milliseconds from asking to having it. */
  readonly ms: number;
  /** Why nothing can follow, or null. */
  readonly end: 'end-of-text' | 'context-full' | null;
}

/** The part of the engine that writes. One step at a time: who asks decides the pace, and not asking is a pause. */
export interface Generator {
  /** Reads the prompt. Rejects with MorError. */
  openGeneration(request: GenerationRequest): Promise<Generation>;
  /** Rejects with E-INPUT where it has ended or was closed. */
  nextToken(id: number): Promise<GenerationStep>;
  /** Frees its cache. */
  closeGeneration(id: number): Promise<void>;
}
