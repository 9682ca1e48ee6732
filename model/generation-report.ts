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
  /** The times the text was read again to go on: why, after how many generated tokens, and what that took. */
  readonly reopened: readonly {
    readonly why: Reopened['why'];
    readonly after: number;
    /** Tokens that were read, and tokens before them that are no longer seen. */
    readonly read: number;
    readonly dropped: number;
    readonly flops: number;
    readonly ms: number;
  }[];
}

/** A text that was read again to go on with it. */
export interface Reopened {
  /** `restart`: the engine that held its cache is gone. `slide`: the context was full. */
  readonly why: 'restart' | 'slide';
  /** Steps there were. */
  readonly after: number;
  /** What was read; what it dropped is no longer seen. */
  readonly opened: Omit<Begun, 'writing'>;
}

/** reopened: in order; empty as a rule. */
export function reportGeneration(
  { prompt, promptDepth, flops, kvBytes, ms }: Omit<Begun, 'writing'>,
  steps: readonly GenerationStep[],
  reopened: readonly Reopened[],
): GenerationReport {
  return {
    version: 1,
    prompt: { tokens: prompt.map((token, t) => ({ ...token, depth: promptDepth[t]! })), flops, kvBytes, ms },
    generated: steps.map(({ token, end: _, ...step }) => ({ ...token, ...step })),
    end: steps.at(-1)?.end ?? null,
    reopened: reopened.map(({ why, after, opened: { prompt, dropped, flops, ms } }) => ({
      why,
      after,
      read: prompt.length,
      dropped: dropped.length,
      flops,
      ms,
    })),
  };
}
