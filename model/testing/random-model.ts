import { type ModelConfig, parseConfig } from '../config';
import type { ModelFiles } from '../model';
import { parameterShapes, type Shape } from '../parameters';

/** What a test says of a config.json; the rest is a small Llama. */
export type ConfigJson = { readonly [key: string]: unknown };

/** A small Llama's config.json with a vocabulary of bytes. */
export const SMALL: ConfigJson = {
  hidden_size: 16,
  intermediate_size: 24,
  num_hidden_layers: 4,
  num_attention_heads: 4,
  num_key_value_heads: 2,
  rms_norm_eps: 1e-5,
  rope_theta: 10000,
  vocab_size: 256,
  max_position_embeddings: 48,
  tie_word_embeddings: true,
};

/** Middle-Cycle with three recursions of two layers. */
export const RECURSIVE: ConfigJson = {
  ...SMALL,
  num_hidden_layers: 8,
  num_recursions: 3,
  sharing: 'middle_cycle',
};

/** Every kind of member, by name. */
export const MEMBERS: { readonly [name: string]: ConfigJson } = {
  vanilla: SMALL,
  recursive: RECURSIVE,
  'recursive-shared': { ...RECURSIVE, kv_cache: 'recursive_sharing' },
  sequence: { ...RECURSIVE, sharing: 'middle_sequence' },
  expert: routed({ type: 'expert' }),
  'expert-shared': routed({ type: 'expert' }, 'recursive_sharing'),
  'expert-mlp': routed({ type: 'expert', router: 'mlp', aux_router: true }),
  token: routed({ type: 'token', alpha: 1 }),
  'token-shared': routed({ type: 'token', alpha: 1, router: 'wide_mlp' }, 'recursive_sharing'),
  random: routed({ type: 'random', seed: 17 }),
};

function routed(routing: object, kvCache = 'recursion_wise'): ConfigJson {
  return { ...RECURSIVE, kv_cache: kvCache, routing };
}

/** A model's files with random weights, the same for the same config: large enough for layers and routers to matter. */
export function randomModel(json: ConfigJson): ModelFiles {
  const config = parseConfig(json);
  return {
    'config.json': bytesOf(json),
    'tokenizer.json': bytesOf(byteTokenizer()),
    'model.safetensors': writeSafetensors(randomArrays(config)),
  };
}

/** Deterministic weights in [-scale, scale): name to shape and numbers. */
export function randomArrays(config: ModelConfig): Map<string, { shape: Shape; data: Float32Array }> {
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
  return new Map(
    [...parameterShapes(config)].map(([name, shape]) => {
      const scale = /norm/.test(name) ? 1 : /routers/.test(name) ? 1.5 : 0.3;
      const length = shape.reduce((product, size) => product * size, 1);
      return [name, { shape, data: Float32Array.from({ length }, () => scale * next()) }];
    }),
  );
}

/** A safetensors file of float32 arrays. `header` may spoil the header before it is written. */
export function writeSafetensors(
  arrays: ReadonlyMap<string, { shape: Shape; data: Float32Array }>,
  header: (entries: { [name: string]: unknown }) => unknown = (entries) => entries,
): Uint8Array {
  const entries: { [name: string]: unknown } = {};
  let end = 0;
  for (const [name, { shape, data }] of arrays) {
    entries[name] = { dtype: 'F32', shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  const head = bytesOf(header(entries));
  const file = new Uint8Array(8 + head.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let at = 8 + head.length;
  for (const { data } of arrays.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}

/** A tokenizer.json of 256 ids, one a byte, without merges. */
export function byteTokenizer(): object {
  const vocab = Object.fromEntries(byteAlphabet().map((character, byte) => [character, byte]));
  const byteLevel = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: 'BPE', vocab, merges: [], byte_fallback: false },
  };
}

/** JSON as the bytes of a file. */
export function bytesOf(json: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(json));
}

/** GPT-2's printable character for each byte. */
function byteAlphabet(): string[] {
  let spare = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte > 0x20 && byte < 0x7f) || (byte > 0xa0 && byte !== 0xad);
    return String.fromCodePoint(printable ? byte : spare++);
  });
}
