import type { Together } from '../model/batching/open-batch';
import type { Tokenizer } from '../model/tokenizer';
import type { BatchTick } from './batching';
import type { OpenTogether } from './compute';

/** A batch that goes on for as long as it is asked to. Gives its caches back where the last text ends. */
export function advancing(
  { batch, ...together }: Together,
  tokenizer: Pick<Tokenizer, 'token'>,
): OpenTogether {
  let open = true;
  const dispose = () => {
    if (open) batch.dispose();
    open = false;
  };
  return {
    ...together,
    batch: {
      async advance({ ticks: most, ms }) {
        const ticks: BatchTick[] = [];
        const until = performance.now() + ms;
        while (!batch.over && (ticks.length === 0 || (ticks.length < most && performance.now() < until))) {
          const { ids, ...tick } = await batch.tick();
          ticks.push({ ...tick, tokens: Array.from(ids, (id) => tokenizer.token(id)) });
        }
        // The other model's batch has the device next.
        await batch.rest();
        if (batch.over) dispose();
        return { ticks, flops: batch.flops(), over: batch.over };
      },
      dispose,
    },
  };
}
