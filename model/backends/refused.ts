import type { BackendName } from '../backend';
import { MorError } from '../errors';

/** Why a backend is not used here; the page has a sentence for each kind in every language. */
export type Refusal =
  | { readonly why: 'no-webgpu' | 'no-adapter' | 'not-started' | 'not-loaded' | 'wrong-numbers' }
  /** WebGPU was to run on hardware only, and all it offers is a program, of this name, that plays a graphics card. */
  | { readonly why: 'software'; readonly adapter: string }
  /** No answer within so many seconds. */
  | { readonly why: 'silent'; readonly seconds: number }
  /** Anything else, as the browser says it. */
  | { readonly why: 'failed'; readonly message: string };

const LABELS: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
};

/** E-BACKEND of one backend, with its reason as data. */
export class BackendRefused extends MorError {
  constructor(
    backend: BackendName,
    readonly refusal: Refusal,
    sentence: string,
    options?: ErrorOptions,
  ) {
    super(
      'E-BACKEND',
      `${LABELS[backend]} cannot be used here: ${sentence}.`,
      'Choose another backend, or leave the choice to the page.',
      options,
    );
  }
}
