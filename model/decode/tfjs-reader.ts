import { openTextCache } from '../cache/open-cache';
import type { TextCache } from '../cache/text-cache';
import { tensorsOf } from '../held-weights';
import { type Forward, forward } from '../transformer';
import type { DecoderRequest } from './decoder';
import type { Reader } from './host-drawn';

/** The forward pass over a cache that is kept: the definition that every other decoder is held against. */
export class TfjsReader implements Reader {
  private readonly cache: TextCache;
  private length = 0;

  constructor(private readonly request: DecoderRequest) {
    this.cache = openTextCache(request.config, request.capacity);
  }

  async read(ids: Int32Array) {
    const { model, config, rule } = this.request;
    const { cache, length } = this;
    const run = await forward(tensorsOf(model), config, ids, {
      rule,
      cache,
      start: length,
      mark: async () => 0,
    });
    const logits = await run.logits.data<'float32'>().finally(() => run.dispose());
    this.length += ids.length;
    return {
      depth: run.depth,
      scores: lastScores(run, this.length - 1),
      logits: logits.slice(-config.vocabSize),
    };
  }

  dispose(): void {
    this.cache.dispose();
  }
}

/** Scores of the last token, at this position, one a recursion it asked to enter. */
export function lastScores({ recursions }: Forward, last: number): number[] {
  return recursions.flatMap(({ candidates, scores }) =>
    candidates.at(-1) === last && scores.length > 0 ? [scores.at(-1)!] : [],
  );
}
