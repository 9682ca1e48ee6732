import type { ModelConfig } from '../config';
import { forwardPlan } from '../sharing';
import type { Crew } from './crew';
import { DepthWise } from './depth-wise';
import type { BatchParts } from './passage';
import { SequenceWise } from './sequence-wise';
import { type TextReport, type TextRequest, Texts } from './texts';
import type { Policy, Tick } from './tick';

/** Texts to be written together, and how. */
export interface BatchRequest {
  readonly policy: Policy;
  /** Rows of one pass at most. */
  readonly slots: number;
  readonly texts: readonly TextRequest[];
}

/** What a batch runs on. */
export interface BatchModel {
  /** With room for as many rows as `rowsFor` says. The batch owns it. */
  readonly crew: Crew;
  /** What the crew computes and caches by. */
  readonly config: ModelConfig;
  readonly endOfText: number | null;
}

/** Rows for the slots, for as many tokens that wait to come in, and as many that wait to go out. */
export function rowsFor(slots: number): number {
  return 3 * slots;
}

/** A model without recursion has no depths to batch by. */
export function policyOf(config: ModelConfig, policy: Policy): Policy {
  return config.sharing === 'none' ? 'sequence' : policy;
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
    const { crew, config, endOfText } = model;
    const recursions = forwardPlan(config).recursions.length;
    const limits = { caches: crew.limits.texts, context: crew.limits.context, recursions, endOfText };
    this.texts = new Texts(texts, limits, (cache) => crew.reset(cache));
    const parts = { crew, config, recursions, texts: this.texts, slots };
    this.course = POLICIES[policyOf(config, policy)](parts);
  }

  /** True when every text has ended. */
  get over(): boolean {
    return this.texts.over;
  }

  /** One at a time. */
  async tick(): Promise<Tick> {
    const start = performance.now();
    const ms = await this.model.crew.begin();
    const tick = await this.course.tick();
    return { ...tick, ms: ms ?? performance.now() - start };
  }

  /** Resolves when nothing of it is under way, not even what was begun ahead; others may be timed then. */
  async rest(): Promise<void> {
    await this.model.crew.rest();
  }

  report(): readonly TextReport[] {
    return this.texts.report();
  }

  /** FLOPs (honest account) so far. */
  flops(): number {
    return this.course.passage.work.flops();
  }

  dispose(): void {
    this.model.crew.dispose();
  }
}
