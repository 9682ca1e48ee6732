import { Tokenizer as HfTokenizer } from '@huggingface/tokenizers';
import { MorError } from './errors';
import type { Token } from './trace';

const END_OF_TEXT = '<|endoftext|>';

/** Text to ids and back, as `tokenizer.json` says. */
export interface Tokenizer {
  /** Lone surrogates become U+FFFD; no special token is added. */
  encode(text: string): Token[];
  /** Text of ids; bytes that are no whole character become U+FFFD. */
  decode(ids: readonly number[]): string;
  /** One id with its own text. */
  token(id: number): Token;
  /** Id of the token that ends a text; null where the vocabulary has none. */
  readonly endOfText: number | null;
}

/** Reads a parsed `tokenizer.json` in Hugging Face's format. Throws E-TOKENIZER. */
export function createTokenizer(json: unknown): Tokenizer {
  const tokenizer = open(json);
  const texts = new Map<number, string>();

  const decode = (ids: readonly number[]): string =>
    ids.length === 0 ? '' : tokenizer.decode([...ids], { clean_up_tokenization_spaces: false });

  const token = (id: number): Token => {
    let text = texts.get(id);
    if (text === undefined) {
      text = decode([id]);
      texts.set(id, text);
    }
    return { id, text };
  };

  return {
    encode: (text) =>
      text === '' ? [] : tokenizer.encode(wellFormed(text), { add_special_tokens: false }).ids.map(token),
    decode,
    token,
    endOfText: tokenizer.token_to_id(END_OF_TEXT) ?? null,
  };
}

/** With the u flag a surrogate class matches only surrogates that pair with none. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function open(json: unknown): HfTokenizer {
  try {
    return new HfTokenizer(json as object, {});
  } catch (cause) {
    throw new MorError(
      'E-TOKENIZER',
      `The model's tokenizer.json cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Use a tokenizer.json in Hugging Face's format.",
      { cause },
    );
  }
}
