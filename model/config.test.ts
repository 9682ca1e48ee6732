import { expect, test } from 'vitest';
import { type ModelConfig, parseConfig } from './config';
import { MorError } from './errors';
import { MEMBERS, RECURSIVE, SMALL } from './testing/random-model';

function messageOf(json: unknown): string {
  try {
    parseConfig(json);
  } catch (error) {
    expect(error).toBeInstanceOf(MorError);
    expect((error as MorError).code).toBe('E-CONFIG');
    return (error as MorError).message;
  }
  throw new Error('the config was taken');
}

test('a plain Hugging Face Llama config is a vanilla model', () => {
  const config = parseConfig({
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 576,
    intermediate_size: 1536,
    num_hidden_layers: 30,
    num_attention_heads: 9,
    num_key_value_heads: 3,
    rms_norm_eps: 1e-5,
    rope_theta: 10000,
    rope_scaling: null,
    vocab_size: 49152,
    max_position_embeddings: 2048,
    tie_word_embeddings: true,
    torch_dtype: 'bfloat16',
  });
  expect(config).toMatchObject<Partial<ModelConfig>>({
    headDim: 64,
    numRecursions: 1,
    sharing: 'none',
    kvCache: 'full',
    tieWordEmbeddings: true,
  });
  expect(config.routing.type).toBe('none');
});

test.each(Object.entries(MEMBERS))('%s is a member of the family', (_, json) => {
  expect(() => parseConfig(json)).not.toThrow();
});

test('capacities not given are those of balanced token-choice', () => {
  expect(parseConfig(MEMBERS.expert).routing.capacities).toEqual([1, 2 / 3, 1 / 3]);
});

test.each([
  ['not an object', 7, 'not a JSON object'],
  ['a missing key', { ...SMALL, hidden_size: undefined }, '"hidden_size" is missing'],
  ['a wrong type', { ...SMALL, vocab_size: 'many' }, '"vocab_size" cannot be "many"'],
  ['an unknown word', { ...RECURSIVE, sharing: 'spiral' }, '"sharing" cannot be "spiral"'],
  [
    'a word unknown inside routing',
    { ...RECURSIVE, routing: { type: 'oracle' } },
    '"routing.type" cannot be',
  ],
  ['heads that do not divide', { ...SMALL, num_key_value_heads: 3 }, '4 query heads do not divide into 3'],
  [
    'layers that do not divide',
    { ...RECURSIVE, num_hidden_layers: 9 },
    '7 recursed layers do not divide into 3',
  ],
  ['recursions without sharing', { ...SMALL, num_recursions: 2 }, 'sharing "none" does not go with'],
  [
    'a cache for layers that do not recur',
    { ...SMALL, kv_cache: 'recursion_wise' },
    'needs a model whose layers recur',
  ],
  [
    'a full cache with routing',
    { ...RECURSIVE, routing: { type: 'expert' } },
    'a routed model keeps recursion_wise or recursive_sharing',
  ],
  [
    'capacities that rise',
    { ...MEMBERS.expert, routing: { type: 'expert', capacities: [1, 0.3, 0.5] } },
    'must start at 1 and never rise',
  ],
  ['a bias', { ...SMALL, attention_bias: true }, 'attention_bias'],
  ['scaled positions', { ...SMALL, rope_scaling: { type: 'linear' } }, 'rope_scaling'],
  ['another activation', { ...SMALL, hidden_act: 'gelu' }, 'hidden_act "gelu"'],
])('refuses %s', (_, json, sentence) => {
  expect(messageOf(json)).toContain(sentence);
});
