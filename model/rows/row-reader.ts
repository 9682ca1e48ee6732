import type { DecoderRequest } from '../decode/decoder';
import type { Reader } from '../decode/host-drawn';
import { everyPlace, positionsFrom } from '../routing/selection';
import { goRound } from './rounds';
import type { RowEngine } from './row-engine';

/** One text over rows: each bit's tokens are read together. */
export class RowReader implements Reader {
  private length = 0;

  /** Owns the engine, which has room for one text and as many rows as are read at once. */
  constructor(
    private readonly request: Pick<DecoderRequest, 'config' | 'rule'>,
    private readonly engine: RowEngine,
  ) {}

  async read(ids: Int32Array) {
    const { engine, length, request } = this;
    const { routing, sharing } = request.config;
    const count = ids.length;
    const rows = everyPlace(count);
    const positions = positionsFrom(length, count);
    const entered = await engine.enter({ rows, texts: new Int32Array(count), positions, ids });
    const depth = new Int32Array(count).fill(sharing === 'none' ? 1 : 0);
    const lastScores: number[] = [];
    await goRound(engine, request, count, entered, {
      entering({ recursion, candidates, selected, scores }) {
        for (const row of selected) depth[row] = recursion;
        if (routing.type !== 'none' && candidates.at(-1) === count - 1) lastScores.push(scores.at(-1)!);
      },
    });
    const logits = await engine.leave(rows, Int32Array.of(count - 1));
    this.length += count;
    return { depth, scores: lastScores, logits };
  }

  dispose(): void {
    this.engine.dispose();
  }
}
