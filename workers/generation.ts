import type { Begun, GenerationStep, WritingRequest } from '../model/generate';

export type { GenerationStep } from '../model/generate';
export type { SamplingOptions } from '../model/sampling';

/** A text to be written by a model, given by its manifest id. */
export interface GenerationRequest extends WritingRequest {
  readonly model: string;
}

/** A text that is being written: its prompt has been read and its cache filled. */
export interface Generation extends Omit<Begun, 'writing'> {
  readonly id: number;
}

/**
 * The part of the engine that writes texts, one token for each call: the caller sets the pace, and pauses by not calling.
 * Several texts may be open at once; all are closed when the backend changes or fails.
 */
export interface Generator {
  /** Reads the prompt. Rejects with MorError. */
  openGeneration(request: GenerationRequest): Promise<Generation>;
  /** Draws one token and reads it. Rejects with E-INPUT where the text has ended or was closed. */
  nextToken(id: number): Promise<GenerationStep>;
  /** Frees the text's cache. Does nothing where it is closed already. */
  closeGeneration(id: number): Promise<void>;
}
