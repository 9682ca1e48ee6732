import type { ModelConfig } from '../config';
import type { DecoderRequest } from '../decode/decoder';
import type { Reader } from '../decode/host-drawn';
import { sigmoid } from '../routing/router';
import { capacity, everyPlace, largest, placesWhere, positionsFrom } from '../routing/selection';
import type { Asked, RowEngine } from './row-engine';

/** One text over rows: each bit's tokens are read together. */
export class RowReader implements Reader {
  private length = 0;

  /** Owns the engine, which has room for one text and as many rows as are read at once. */
  constructor(
    private readonly request: Pick<DecoderRequest, 'config' | 'rule'>,
    private readonly engine: RowEngine,
  ) {}

  async read(ids: Int32Array) {
    const { engine, length } = this;
    const { config } = this.request;
    const count = ids.length;
    const every = everyPlace(count);
    const depth = new Int32Array(count).fill(config.sharing === 'none' ? 1 : 0);
    const scores: number[] = [];
    let rows = every;
    let asked = await engine.enter({
      rows,
      texts: new Int32Array(count),
      positions: positionsFrom(length, count),
      ids,
    });
    for (let recursion = 1; recursion <= recursions(config) && rows.length > 0; recursion++) {
      if (rows.at(-1) === count - 1 && config.routing.type !== 'none') {
        scores.push(scoreOfLast(asked, this.request));
      }
      rows = this.chosen(asked, recursion, count).map((place) => rows[place]!);
      if (rows.length === 0) break;
      for (const row of rows) depth[row] = recursion;
      asked = await engine.recur(rows, new Int32Array(rows.length).fill(recursion));
    }
    const logits = await engine.leave(every, Int32Array.of(count - 1));
    this.length += count;
    return { depth, scores, logits };
  }

  dispose(): void {
    this.engine.dispose();
  }

  /** Places of those who go on, of rows that were asked; count: tokens read at once. */
  private chosen({ goesOn, logits, scores }: Asked, recursion: number, count: number): Int32Array {
    const { config, rule } = this.request;
    const { type, capacities } = config.routing;
    if (rule === 'threshold' || recursion === 1 || !(type === 'expert' || type === 'random')) {
      return placesWhere(goesOn, (goes) => goes === 1);
    }
    return largest(type === 'expert' ? logits : scores, capacity(capacities[recursion - 1]!, count));
  }
}

/** Under top-k the router that gates decides, where there are two. */
function scoreOfLast(
  { scores, logits }: Asked,
  { config, rule }: Pick<DecoderRequest, 'config' | 'rule'>,
): number {
  const byGate = rule === 'topk' && config.routing.auxRouter;
  return byGate ? sigmoid(logits.at(-1)!) : scores.at(-1)!;
}

function recursions(config: ModelConfig): number {
  return config.sharing === 'none' ? 0 : config.numRecursions;
}
