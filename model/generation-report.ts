import type { Begun, GenerationStep } from './generate';
import type { Token } from './trace';

/** A text that was written, as plain JSON: what the command line prints and the page's window gives. */
export interface GenerationReport {
  /** Raised when a field changes its meaning. */
  readonly version: 1;
  readonly prompt: {
    readonly tokens: readonly (Token & { readonly depth: number })[];
    /** Of reading it: FLOPs (honest account), live KV bytes, milliseconds. */
    readonly flops: number;
    readonly kvBytes: number;
    readonly ms: number;
  };
  readonly generated: readonly (Token & Omit<GenerationStep, 'token' | 'end'>)[];
  /** Why nothing could follow, or null. */
  readonly end: GenerationStep['end'];
}

export function reportGeneration(
  { prompt, promptDepth, flops, kvBytes, ms }: Omit<Begun, 'writing'>,
  steps: readonly GenerationStep[],
): GenerationReport {
  return {
    version: 1,
    prompt: { tokens: prompt.map((token, t) => ({ ...token, depth: promptDepth[t]! })), flops, kvBytes, ms },
    generated: steps.map(({ token, end: _, ...step }) => ({ ...token, ...step })),
    end: steps.at(-1)?.end ?? null,
  };
}
