import type { ModelConfig } from '../config';
import { traceFlops } from '../cost';
import { forwardPlan } from '../sharing';
import type { LayerPass } from '../trace';

/** Rows that went through one part of the model. */
interface Part {
  rows: number;
  written: number;
  read: number;
}

/** Counts the rows and the K/V entries of a batch as a trace counts them, so that `cost.ts` can say what they cost. */
export class Work {
  private readonly before: Part = { rows: 0, written: 0, read: 0 };
  private readonly rounds: Part[];
  private readonly after: Part = { rows: 0, written: 0, read: 0 };
  /** Tokens that asked to enter each recursion, and tokens read out through the head. */
  private readonly asked: number[];
  private heads = 0;
  private readonly plan;

  constructor(private readonly config: ModelConfig) {
    this.plan = forwardPlan(config);
    this.rounds = this.plan.recursions.map(() => ({ rows: 0, written: 0, read: 0 }));
    this.asked = this.plan.recursions.map(() => 0);
  }

  /** Entries a token keeps outside the shared block. */
  get outside(): number {
    return this.plan.prologue.length + this.plan.epilogue.length;
  }

  /** A token at this position came in. */
  enter(position: number): void {
    add(this.before, position + 1, true);
    this.ask(1);
  }

  /** A token asked to go through a recursion, 1-based; past the last nobody is asked. */
  ask(recursion: number): void {
    if (recursion <= this.asked.length) this.asked[recursion - 1]! += 1;
  }

  /**
   * A token went round, 1-based; `seen` tokens of its text have gone through this recursion by then, itself among them.
   * Returns the entries it leaves.
   */
  round(recursion: number, position: number, seen: number): number {
    const shared = this.config.kvCache === 'recursive_sharing';
    const writes = !shared || recursion === 1;
    add(this.rounds[recursion - 1]!, shared ? position + 1 : seen, writes);
    return writes ? this.plan.recursions[recursion - 1]!.length : 0;
  }

  leave(position: number, readOut: boolean): void {
    add(this.after, position + 1, true);
    if (readOut) this.heads += 1;
  }

  /** FLOPs (honest account) so far. */
  flops(): number {
    const { config, plan } = this;
    const passes: LayerPass[] = [
      ...plan.prologue.map((layer) => pass(layer, null, this.before)),
      ...plan.recursions.flatMap((block, r) => block.map((layer) => pass(layer, r + 1, this.rounds[r]!))),
      ...plan.epilogue.map((layer) => pass(layer, null, this.after)),
    ];
    const recursions = this.asked.map((length, r) => ({ recursion: r + 1, candidates: { length } }));
    return traceFlops(
      { config, rule: 'threshold', passes, recursions, tokens: { length: this.heads } },
      'honest',
    ).total;
  }
}

function add(part: Part, read: number, writes: boolean): void {
  part.rows += 1;
  part.read += read;
  if (writes) part.written += 1;
}

function pass(
  layer: Pick<LayerPass, 'layer' | 'stored'>,
  recursion: number | null,
  { rows, written, read }: Part,
): LayerPass {
  return { ...layer, recursion, queries: rows, keys: read, kvWritten: written, kvRead: read };
}
