import type { MorError } from '../errors';
import type { KernelSource } from '../wasm/kernels';
import type { Helpers } from '../wasm/team';

/** What a backend needs beside its name; each takes what concerns it. */
export interface BackendOptions {
  /** Folder or URL prefix of the .wasm files, tfjs' and our own, with a slash at its end. */
  readonly wasmPath?: string;
  /** Threads that may compute with this one by our own kernels; none where memory cannot be shared. */
  readonly helpers?: Helpers | undefined;
  /** Refuse a WebGPU adapter that is software. */
  readonly hardwareOnly?: boolean;
  /** Told when an open device is lost, is out of memory or refuses a command; what was running fails as well. */
  readonly onFailure?: (error: MorError) => void;
}

/** What a backend's own file gives. */
export interface Opened {
  /** The adapter's name where there is one. */
  readonly adapter: string | null;
  /** True where WebGPU runs on a software adapter. */
  readonly software: boolean;
  /** Our own kernels where the backend has any (`model/wasm/`). */
  readonly kernels?: KernelSource;
  /** When all that was asked of the device so far is done: milliseconds on performance.now()'s clock. */
  mark(): Promise<number>;
  /**
   * Asks the device whether it is still there: null, or its loss. A lost GPU breaks off the commands under way before it
   * tells `onFailure`, so whoever sees a command fail asks here for the reason.
   */
  loss(): Promise<MorError | null>;
  /** Gives the device back; every tensor on it is gone. */
  dispose(): void;
}
