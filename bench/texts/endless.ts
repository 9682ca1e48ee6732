import type { Model } from '../../model/model';

/** The model with an end of text that is a token like others, as it is to the peers: no text ends before its time. */
export function endless(model: Model): Model {
  return { ...model, tokenizer: { ...model.tokenizer, endOfText: null } };
}
