import { slotOf } from '../cache/open-cache';
import type { ModelConfig } from '../config';
import { kvEntriesRead, traceFlops } from '../cost';
import { forwardPlan, type PlannedLayer } from '../sharing';
import type { LayerPass, SelectionRule } from '../trace';

/** What reading some tokens took. */
export interface Costs {
  /** What each layer pass did. */
  readonly passes: readonly LayerPass[];
  /** FLOPs, honest account. */
  readonly flops: number;
  /** Entries read. */
  readonly kvRead: number;
}

/** A pass of the plan, and whose entries its slot holds. */
interface BookedPass extends PlannedLayer {
  readonly recursion: number | null;
  readonly slot: { positions: number[] };
}

/**
 * Which entries the cache of a text holds, and what its tokens cost: all of it follows from the depth each went to,
 * whatever computes it.
 */
export class Ledger {
  private readonly passes: readonly BookedPass[];
  private readonly slots: ReadonlySet<BookedPass['slot']>;
  private length = 0;

  /** capacity: tokens each slot has room for. */
  constructor(
    private readonly config: ModelConfig,
    private readonly rule: SelectionRule,
    private readonly capacity: number,
  ) {
    const slots = new Map<number, BookedPass['slot']>();
    const booked = (recursion: number | null) => (layer: PlannedLayer) => {
      const number = slotOf(config)(layer);
      const slot = slots.get(number) ?? { positions: [] };
      slots.set(number, slot);
      return { ...layer, recursion, slot };
    };
    const plan = forwardPlan(config);
    this.passes = [
      ...plan.prologue.map(booked(null)),
      ...plan.recursions.flatMap((block, r) => block.map(booked(r + 1))),
      ...plan.epilogue.map(booked(null)),
    ];
    this.slots = new Set(slots.values());
  }

  /** Books the text's next tokens. */
  read(depth: Int32Array): Costs {
    const { config, rule, length } = this;
    const reaching = (recursion: number) =>
      Int32Array.from(depth.keys())
        .filter((t) => depth[t]! >= recursion)
        .map((t) => length + t);
    const byRecursion = Array.from({ length: config.numRecursions + 1 }, (_, r) => reaching(r));
    const passes = this.passes.map((pass) => book(pass, byRecursion[pass.recursion ?? 0]!));
    this.length += depth.length;
    const recursions =
      config.sharing === 'none'
        ? []
        : byRecursion.slice(0, -1).map((candidates, r) => ({ recursion: r + 1, candidates }));
    return {
      passes,
      flops: traceFlops({ config, rule, passes, recursions, tokens: depth }, 'honest').total,
      kvRead: kvEntriesRead({ passes }),
    };
  }

  /** Tokens read. */
  get tokens(): number {
    return this.length;
  }

  /** Entries there are: one token in one slot each. */
  get live(): number {
    return [...this.slots].reduce((sum, { positions }) => sum + positions.length, 0);
  }

  /** Entries there is room for. */
  get allocated(): number {
    return this.slots.size * this.capacity;
  }

  /** For each layer pass the positions whose entries it finds, ascending; passes that share a slot find the same. */
  get held(): readonly Int32Array[] {
    return this.passes.map(({ slot }) => Int32Array.from(slot.positions));
  }

  /** Layer passes whose slot holds an entry of the newest token. */
  get holdingNewest(): readonly number[] {
    return this.passes.flatMap(({ layer, slot }) =>
      slot.positions.at(-1) === this.length - 1 ? [layer] : [],
    );
  }
}

/** What a pass of these tokens, ascending, does; the first to bring them to a slot leaves their entries there. */
function book({ slot, ...pass }: BookedPass, queries: Int32Array): LayerPass {
  if (queries.length === 0) return { ...pass, queries: 0, keys: 0, kvWritten: 0, kvRead: 0 };
  const { positions } = slot;
  const there = positions.length > 0 && positions.at(-1)! >= queries[0]!;
  if (!there) positions.push(...queries);
  return {
    ...pass,
    queries: queries.length,
    keys: positions.length,
    kvWritten: there ? 0 : queries.length,
    kvRead: pairsSeen(queries, positions),
  };
}

/** Sum over the queries of the keys at their position or before; both ascending. */
function pairsSeen(queries: Int32Array, keys: readonly number[]): number {
  let before = keys.length;
  return queries.reduceRight((pairs, query) => {
    while (before > 0 && keys[before - 1]! > query) before--;
    return pairs + before;
  }, 0);
}
