import { batchMemory } from '../../model/batching/equal-memory';
import { countParameters } from '../../model/cost';
import type { BatchRun } from '../../store/batching';
import { fakeBatching } from '../../workers/clients/fake-batching';
import { fakeConfig } from '../../workers/clients/fake-trace';

const SAMPLING = { temperature: 0.8, topK: 0, topP: 1, seed: 1 };

/** A batch of the true scheduler over invented words, run for so many ticks; to its end if left out. */
export async function fakeRun(
  { model = 'nano/mor-expert', slots = 3, prompts = ['The cat', 'A dog ran', 'One'], tokens = 6 } = {},
  ticks = Number.POSITIVE_INFINITY,
): Promise<BatchRun> {
  const policy = model.endsWith('vanilla') ? 'sequence' : 'depth';
  const { batch, ...opened } = fakeBatching({ model, policy, slots, prompts, tokens, ...SAMPLING });
  const config = fakeConfig(model);
  const memory = batchMemory(
    { config, parameterBytes: 4 * countParameters(config).total },
    slots,
    opened.context,
  );
  const advance = await batch.advance({ ticks, ms: Number.POSITIVE_INFINITY });
  return { opened: { id: 1, ...opened }, config, memory, ...advance };
}
