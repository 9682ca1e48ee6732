import type { Continuation } from '../model/generate';
import type { Reopened } from '../model/generation-report';
import type { Token } from '../model/trace';
import type { Generation, GenerationStep } from '../workers/generation';

/** What one model has read and written. */
export interface Written {
  readonly opened: Generation;
  readonly steps: readonly GenerationStep[];
  /** The times it was read again to go on, in order; empty as a rule. */
  readonly reopened: readonly Reopened[];
}

/** Tokens that were written and read; what ended the text was not read. */
export function readSteps({ steps }: Pick<Written, 'steps'>): readonly GenerationStep[] {
  return steps.filter((step) => step.depth > 0);
}

/** Why a model cannot go on, or null. */
export function endOf(written: Written | null): GenerationStep['end'] {
  if (written === null || written.reopened.at(-1)?.after === written.steps.length) return null;
  return written.steps.at(-1)?.end ?? null;
}

/** What the cache holds: the tokens of the last reading and those written after it, with the recursions done by each. */
export function heldBy(written: Written): { tokens: readonly Token[]; depth: readonly number[] } {
  const { after, opened } = written.reopened.at(-1) ?? { after: 0, opened: written.opened };
  const since = readSteps({ steps: written.steps.slice(after) });
  return {
    tokens: [...opened.prompt, ...since.map(({ token }) => token)],
    depth: [...opened.promptDepth, ...since.map(({ depth }) => depth)],
  };
}

/** How to read the text again: as it was read, or all of it as one prompt that is to slide. */
export function continuationOf(written: Written, slide: boolean): Continuation {
  const draws = written.steps.length;
  if (slide) return { prompt: heldBy(written).tokens, written: [], draws };
  const { after, opened } = written.reopened.findLast(({ why }) => why === 'slide') ?? {
    after: 0,
    opened: written.opened,
  };
  const since = readSteps({ steps: written.steps.slice(after) });
  return { prompt: opened.prompt, written: since.map(({ token }) => token), draws };
}

/** What stands before the part of the text that the model still sees, in tokens from the text's beginning. */
export interface Unseen {
  readonly prompt: number;
  readonly steps: number;
}

export function unseenBy({ opened, reopened }: Written): Unseen {
  const length = opened.dropped.length + opened.prompt.length;
  const slides = reopened.filter(({ why }) => why === 'slide');
  const gone = slides.reduce((sum, each) => sum + each.opened.dropped.length, opened.dropped.length);
  return { prompt: Math.min(gone, length), steps: Math.max(0, gone - length) };
}
