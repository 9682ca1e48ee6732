/** Token ids as text. */
export type Vocabulary = (id: number) => string;

/**
 * Reads the words of a byte-level tokenizer.json: every byte stands there as a printable character, as GPT-2 began it.
 * Bytes that are no whole character on their own become U+FFFD.
 */
export function readVocabulary(file: unknown): Vocabulary {
  const { model, added_tokens: added } = file as {
    model: { vocab: Record<string, number> };
    added_tokens?: { id: number; content: string }[];
  };
  const texts = new Map<number, string>();
  const decoder = new TextDecoder();
  for (const [word, id] of Object.entries(model.vocab)) {
    texts.set(id, decoder.decode(Uint8Array.from(word, (sign) => BYTES.get(sign) ?? 0xff)));
  }
  for (const { id, content } of added ?? []) texts.set(id, content);
  return (id) => texts.get(id) ?? `#${id}`;
}

/** Character to byte. Bytes that print stand for themselves, the others follow from U+0100 on. */
const BYTES: ReadonlyMap<string, number> = new Map(pairs());

function* pairs(): Generator<[string, number]> {
  let next = 0x100;
  for (let byte = 0; byte < 0x100; byte += 1) {
    const prints = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    yield [String.fromCodePoint(prints ? byte : next), byte];
    if (!prints) next += 1;
  }
}
