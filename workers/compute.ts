import type { BackendName } from '../model/backend';
import type { Together, TogetherRequest } from '../model/batching/open-batch';
import type { KvCacheType } from '../model/config';
import type { MorError } from '../model/errors';
import type { Begun, Writing, WritingRequest } from '../model/generate';
import type { SelectionRule, Token, Trace } from '../model/trace';
import type { Advance, Stretch } from './batching';
import type { AttentionTrace, ModelInfo } from './engine';
import type { ModelFiles } from './files';

/** The model as the engine core (`serve.ts`) uses it. `mor-compute.ts` is the real one; tests bring a fake. */
export interface Compute {
  /**
   * Opens a backend and runs a real kernel on it, checking its numbers. What was open before is closed first.
   * @param wasmPath absolute folder of the WASM binaries, with a trailing slash
   * @throws when the backend is absent or computes wrong numbers; the message is a sentence for the reader. BackendRefused
   */
  open(backend: BackendName, wasmPath: string, how: Opening): Promise<OpenBackend>;
  /** Checks the files and puts the weights on the device. */
  load(model: string, files: ModelFiles): Promise<ComputeModel>;
}

/** What is asked of a backend beside its numbers. */
export interface Opening {
  /** Refuses WebGPU on a software adapter. */
  readonly hardwareOnly: boolean;
  /** Computes on this thread alone, also where others could help. */
  readonly alone: boolean;
}

/** The backend that computes now. */
export interface OpenBackend {
  readonly adapter: string | null;
  /** True on a software adapter. */
  readonly software: boolean;
  /** Threads that our own kernels compute on; null where they do not. */
  readonly threads: number | null;
  /** Resolves with the first failure of the device while open: lost, out of memory, a command refused. */
  readonly failed: Promise<MorError>;
  /** Asks the device whether it is still there: null, or its loss, which `failed` may not have told yet. */
  loss(): Promise<MorError | null>;
}

interface RunOptions {
  readonly rule: SelectionRule;
  /** A cache other than the one the model was trained with. */
  readonly kvCache?: KvCacheType | undefined;
}

/** A model on the device. Calls are made one at a time. */
export interface ComputeModel {
  readonly info: ModelInfo;
  tokenize(text: string): readonly Token[];
  run(text: string, options: RunOptions & { readouts: boolean }): Promise<Trace>;
  attention(text: string, options: RunOptions & { layer: number }): Promise<AttentionTrace>;
  /** Reads the prompt. The caller owns the writing and disposes of it. */
  write(request: WritingRequest): Promise<OpenWriting>;
  /** Opens a batch of texts. The caller owns it and disposes of it. */
  writeTogether(request: TogetherRequest): Promise<OpenTogether>;
}

/** A batch whose prompts are taken in. */
export interface OpenTogether extends Omit<Together, 'batch'> {
  readonly batch: {
    advance(stretch: Stretch): Promise<Advance>;
    dispose(): void;
  };
}

/** A text whose prompt is read. */
export interface OpenWriting extends Omit<Begun, 'writing'> {
  readonly writing: Pick<Writing, 'next' | 'dispose'>;
}
