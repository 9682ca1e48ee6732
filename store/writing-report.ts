import { type GenerationReport, reportGeneration } from '../model/generation-report';
import type { SamplingOptions } from '../model/sampling';
import type { SelectionRule } from '../model/trace';
import type { GenerationState, WritingStatus } from './generation-state';
import { type WriterRole, wholeText } from './source';

/** What a model has read and written, as plain JSON. */
export interface WritingReport extends GenerationReport, SamplingOptions {
  readonly status: WritingStatus;
  /** Manifest id. */
  readonly model: string;
  readonly rule: SelectionRule;
  /** Prompt and what was written after it. */
  readonly text: string;
}

/** What one of the two has read and written so far; null before it has. */
export function reportWriting(
  { basis, written, status }: GenerationState,
  role: WriterRole,
): WritingReport | null {
  const [model, text] = [basis?.models[role] ?? null, written[role]];
  if (basis === null || model === null || text === null) return null;
  const { tokens: _, ...sampling } = basis.choices;
  return {
    status,
    model,
    rule: basis.rule,
    ...sampling,
    text: wholeText(basis, text),
    ...reportGeneration(text.opened, text.steps, text.reopened),
  };
}
