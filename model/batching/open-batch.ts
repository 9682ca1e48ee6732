import { servedConfig } from '../config';
import { MorError } from '../errors';
import type { Model } from '../model';
import type { RowEngineOptions } from '../rows/row-engine';
import type { SamplingOptions } from '../sampling';
import type { Token } from '../trace';
import { Batch, type BatchRequest, policyOf, rowsFor } from './batch';
import { openCrew } from './open-crew';
import { checkText } from './texts';

/** Texts to be written together. */
export interface TogetherRequest
  extends Omit<BatchRequest, 'texts'>,
    SamplingOptions,
    Pick<RowEngineOptions, 'kvCache'> {
  /** One a text. Text i is drawn with seed + i, so that one prompt may be given more than once. */
  readonly prompts: readonly string[];
  /** Tokens each is to write at most. */
  readonly tokens: number;
}

/** A batch whose prompts are taken in. Its owner disposes of `batch`. */
export interface Together {
  readonly batch: Batch;
  /** Tokens of each prompt. */
  readonly prompts: readonly (readonly Token[])[];
  /** Tokens each text can hold. */
  readonly context: number;
  /** Bytes of the buffers of keys and values. */
  readonly kvBytesAllocated: number;
}

/**
 * Opens a batch with a cache for as many texts as there are slots. Throws E-BATCHING where the model's backend has no row
 * engine, E-TEXT-EMPTY, E-CONTEXT, E-INPUT.
 */
export async function openBatch(model: Model, request: TogetherRequest): Promise<Together> {
  const { tokenizer } = model;
  const { slots, policy, kvCache, tokens, temperature, topK, topP, seed } = request;
  const config = servedConfig(model.config, kvCache);
  const prompts = request.prompts.map((text) => tokenizer.encode(text));
  if (prompts.length === 0) {
    throw new MorError('E-TEXT-EMPTY', 'There is no text to go on from.', 'Add a prompt.');
  }
  const texts = prompts.map((prompt, i) => ({
    ids: prompt.map(({ id }) => id),
    tokens,
    temperature,
    topK,
    topP,
    seed: (seed + i) % 2 ** 32,
  }));
  const context = config.maxPositionEmbeddings;
  const limits = { texts: Math.min(slots, texts.length), context, rows: rowsFor(slots) };
  for (const text of texts) checkText(text, context);
  const { endOfText } = tokenizer;
  const crew = await openCrew(model, {
    config,
    policy: policyOf(config, policy),
    slots,
    endOfText,
    limits,
    texts,
  });
  try {
    const batch = new Batch({ crew, config, endOfText }, { policy, slots, texts });
    return { batch, prompts, context, kvBytesAllocated: crew.kvBytesAllocated };
  } catch (error) {
    crew.dispose();
    throw error;
  }
}
