import { Batch, rowsFor } from '../../model/batching/batch';
import { Called } from '../../model/batching/crew';
import { forwardPlan } from '../../model/sharing';
import { FakeRows } from '../../model/testing/fake-rows';
import { advancing } from '../advance';
import type { BatchingRequest } from '../batching';
import type { OpenTogether } from '../compute';
import { fakeConfig, fakeTokens } from './fake-trace';

const WORDS = [' the', ' cat', ' sat', ' on', ' a', ' mat', ' and', ' saw', ' big', ' dog', ' ran', ' far'];

/** The true scheduler over rows without a model: who is where is as it would be, the words mean nothing. */
export function fakeBatching({ model, prompts, tokens, ...request }: BatchingRequest): OpenTogether {
  const { slots, policy, kvCache, seed, ...sampling } = request;
  const own = fakeConfig(model, kvCache);
  const config = { ...own, vocabSize: WORDS.length };
  const context = config.maxPositionEmbeddings;
  const recursions = forwardPlan(config).recursions.length;
  const texts = prompts.map((prompt, i) => ({
    ids: fakeTokens(prompt).map(({ id }) => id % WORDS.length),
    tokens,
    seed: seed + i,
    ...sampling,
  }));
  const room = { texts: Math.min(slots, texts.length), context, rows: rowsFor(slots) };
  const crew = new Called(new FakeRows({ ...room, recursions, vocabSize: WORDS.length }));
  const batch = new Batch({ crew, config, endOfText: null }, { policy, slots, texts });
  const together = { batch, prompts: prompts.map(fakeTokens), context, kvBytesAllocated: 1000 * room.texts };
  return advancing(together, { token: (id) => ({ id, text: WORDS[id]! }) });
}
