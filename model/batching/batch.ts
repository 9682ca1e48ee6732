import type { ModelConfig } from '../config';
import type { RowEngine } from '../rows/row-engine';
import { forwardPlan } from '../sharing';
import { DepthWise } from './depth-wise';
import type { BatchParts } from './passage';
import { SequenceWise } from './sequence-wise';
import { type TextReport, type TextRequest, Texts } from './texts';
import type { Policy, Tick } from './tick';

export interface BatchRequest {
  readonly policy: Policy;
  /** Rows of one pass at most. */
  readonly slots: number;
  readonly texts: readonly TextRequest[];
}

/** What a batch runs on. */
export interface BatchModel {
  /** With room for as many rows as `rowsFor` says. The batch owns it. */
  readonly engine: RowEngine;
  /** What the engine computes and caches by. */
  readonly config: ModelConfig;
  readonly endOfText: number | null;
}

/** Rows for the slots, for as many tokens that wait to come in, and as many that wait to go out. */
export function rowsFor(slots: number): number {
  return 3 * slots;
}

const POLICIES = {
  depth: (parts: BatchParts) => new DepthWise(parts),
  sequence: (parts: BatchParts) => new SequenceWise(parts),
} as const;

/**
 * Many texts written together. Each is written as it would be alone: the same sampler, the same tokens, whoever else is in
 * the batch. Throws E-CONTEXT where a prompt leaves no room, E-TEXT-EMPTY, E-INPUT where an option is out of its range.
 */
export class Batch {
  private readonly texts: Texts;
  private readonly course: DepthWise | SequenceWise;

  constructor(
    private readonly model: BatchModel,
    { policy, slots, texts }: BatchRequest,
  ) {
    const { engine, config, endOfText } = model;
    const recursions = forwardPlan(config).recursions.length;
    const limits = { caches: engine.limits.texts, context: engine.limits.context, recursions, endOfText };
    this.texts = new Texts(texts, limits, (cache) => engine.reset(cache));
    const parts = { engine, config, recursions, texts: this.texts, slots };
    this.course = POLICIES[recursions === 0 ? 'sequence' : policy](parts);
  }

  /** True when every text has ended. */
  get over(): boolean {
    return this.texts.over;
  }

  /** One at a time. */
  tick(): Promise<Tick> {
    return this.course.tick();
  }

  report(): readonly TextReport[] {
    return this.texts.report();
  }

  /** FLOPs (honest account) so far. */
  flops(): number {
    return this.course.passage.work.flops();
  }

  dispose(): void {
    this.model.engine.dispose();
  }
}
