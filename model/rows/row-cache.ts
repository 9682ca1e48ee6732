import { slotOf } from '../cache/open-cache';
import type { ModelConfig } from '../config';
import { plannedLayers } from '../sharing';

/** What a layer pass is to the cache. */
interface Use {
  readonly slot: number;
  /** The first pass to bring a token to its slot leaves its entry there; later ones find it. */
  readonly writes: boolean;
}

/**
 * Where the entries of many texts are: every slot has room for each text's. Only counts are kept, for whose entry a place
 * holds follows: where a pass writes, its tokens come one after another; where it finds entries, they are of all tokens of
 * the text, each at its position.
 */
export class RowCache {
  /** Layer passes that keep entries of their own. */
  readonly slots: number;
  private readonly uses: readonly Use[];
  /** (slots, texts) entries there are. */
  private readonly counts: Int32Array;

  constructor(
    config: ModelConfig,
    private readonly texts: number,
  ) {
    const planned = plannedLayers(config);
    const numbers = planned.map(slotOf(config));
    const slots = [...new Set(numbers)];
    this.slots = slots.length;
    this.uses = numbers.map((number, layer) => ({
      slot: slots.indexOf(number),
      writes: numbers.indexOf(number) === layer,
    }));
    this.counts = new Int32Array(slots.length * texts);
  }

  reset(text: number): void {
    for (let at = text; at < this.counts.length; at += this.texts) this.counts[at] = 0;
  }

  writes(layer: number): boolean {
    return this.uses[layer]!.writes;
  }

  /** The slot of an unrolled layer, 0 to slots - 1. */
  slot(layer: number): number {
    return this.uses[layer]!.slot;
  }

  /** Number of the block of a text's entries in an unrolled layer's slot. */
  block(layer: number, text: number): number {
    return this.slot(layer) * this.texts + text;
  }

  /** The place in that block of the text's next token to take the layer, which is at this position. */
  take(layer: number, text: number, position: number): number {
    return this.writes(layer) ? this.counts[this.block(layer, text)]!++ : position;
  }
}
