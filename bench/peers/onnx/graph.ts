import type { onnx } from 'onnx-proto';
import type { ModelConfig } from '../../../model/config';
import type { NamedArray } from '../../../model/safetensors';
import { CONTRIB, floats, int64s, modelBytes, node, value } from './proto';

/** Layer names of the cache's entries among the graph's inputs and outputs. */
export const past = (layer: number, kind: 'key' | 'value') => `past_key_values.${layer}.${kind}`;
export const present = (layer: number, kind: 'key' | 'value') => `present.${layer}.${kind}`;

/**
 * A vanilla checkpoint as an ONNX graph, of the operators that ONNX Runtime has made for such models: what its users run.
 *
 * input_ids (batch, length) int64, seqlens_k (batch) int32: length of each text less one, total_sequence_length () int32,
 * past_key_values.N.key|value (batch, kvHeads, past, headDim) to next_token (batch, 1) int64, the likeliest, logits
 * (batch, 1, vocabSize) after the last token and present.N.key|value as the past; where past and present are one buffer
 * of the context's length, entries are written in place.
 */
export function llamaGraph(config: ModelConfig, arrays: ReadonlyMap<string, NamedArray>): Uint8Array {
  if (config.sharing !== 'none' || config.routing.type !== 'none') {
    throw new Error('only a vanilla model can be written as an ONNX graph');
  }
  const { hiddenSize, headDim, numKeyValueHeads, vocabSize } = config;
  const nodes: onnx.INodeProto[] = [];
  const initializer: onnx.ITensorProto[] = [];
  const get = (name: string) => arrays.get(name)!;
  const vector = (name: string) => {
    initializer.push(floats(name, get(name).shape, get(name).data));
    return name;
  };
  /** Linear weights (out, in) one below the other, as one matrix (in, out). */
  const matrix = (name: string, parts: readonly string[]) => {
    const data = transposed(parts.map(get));
    initializer.push(
      floats(name, [hiddenRows(get(parts[0]!)), data.length / hiddenRows(get(parts[0]!))], data),
    );
    return name;
  };
  const add = (...args: Parameters<typeof node>) => nodes.push(node(...args));
  const epsilon = config.rmsNormEps;

  initializer.push(...rotaryTables(config), int64s('last', [-1]));
  add('Gather', [vector('model.embed_tokens.weight'), 'input_ids'], ['embedded']);
  add(
    'SimplifiedLayerNormalization',
    ['embedded', vector('model.layers.0.input_layernorm.weight')],
    ['normed.0'],
    {
      ints: { axis: -1, stash_type: 1 },
      floats: { epsilon },
    },
  );
  let skip = 'embedded';
  /** skip + x, and its norm: one operator. */
  const addAndNorm = (x: string, weight: string, out: string) => {
    add(
      'SkipSimplifiedLayerNormalization',
      [x, skip, vector(weight)],
      [`${out}.normed`, '', '', `${out}.sum`],
      {
        domain: CONTRIB,
        floats: { epsilon },
      },
    );
    skip = `${out}.sum`;
    return `${out}.normed`;
  };

  let x = 'normed.0';
  for (let i = 0; i < config.numHiddenLayers; i++) {
    const name = `model.layers.${i}`;
    const attention = `${name}.self_attn`;
    const qkv = ['q_proj', 'k_proj', 'v_proj'].map((part) => `${attention}.${part}.weight`);
    add('MatMul', [x, matrix(`${attention}.qkv`, qkv)], [`${i}.qkv`]);
    add(
      'GroupQueryAttention',
      [
        `${i}.qkv`,
        '',
        '',
        past(i, 'key'),
        past(i, 'value'),
        'seqlens_k',
        'total_sequence_length',
        'cos',
        'sin',
      ],
      [`${i}.attended`, present(i, 'key'), present(i, 'value')],
      {
        domain: CONTRIB,
        ints: { num_heads: config.numAttentionHeads, kv_num_heads: numKeyValueHeads, do_rotary: 1 },
      },
    );
    add(
      'MatMul',
      [`${i}.attended`, matrix(`${attention}.o`, [`${attention}.o_proj.weight`])],
      [`${i}.attention`],
    );
    x = addAndNorm(`${i}.attention`, `${name}.post_attention_layernorm.weight`, `${i}.middle`);
    add('MatMul', [x, matrix(`${name}.gate`, [`${name}.mlp.gate_proj.weight`])], [`${i}.gate`]);
    add('MatMul', [x, matrix(`${name}.up`, [`${name}.mlp.up_proj.weight`])], [`${i}.up`]);
    add('Sigmoid', [`${i}.gate`], [`${i}.sigmoid`]);
    add('Mul', [`${i}.gate`, `${i}.sigmoid`], [`${i}.silu`]);
    add('Mul', [`${i}.silu`, `${i}.up`], [`${i}.gated`]);
    add('MatMul', [`${i}.gated`, matrix(`${name}.down`, [`${name}.mlp.down_proj.weight`])], [`${i}.mlp`]);
    const isLast = i + 1 === config.numHiddenLayers;
    const next = isLast ? 'model.norm.weight' : `model.layers.${i + 1}.input_layernorm.weight`;
    x = addAndNorm(`${i}.mlp`, next, `${i}.end`);
  }
  const head = config.tieWordEmbeddings ? 'model.embed_tokens.weight' : 'lm_head.weight';
  add('Gather', [x, 'last'], ['last_state'], { ints: { axis: 1 } });
  add('MatMul', ['last_state', matrix('head', [head])], ['logits']);
  add('ArgMax', ['logits'], ['next_token'], { ints: { axis: -1, keepdims: 0 } });

  const cache = (name: typeof past, length: string) =>
    Array.from({ length: config.numHiddenLayers }, (_, i) =>
      (['key', 'value'] as const).map((kind) =>
        value(name(i, kind), 'float32', ['batch', numKeyValueHeads, length, headDim]),
      ),
    ).flat();
  return modelBytes({
    name: 'llama',
    node: nodes,
    initializer,
    input: [
      value('input_ids', 'int64', ['batch', 'length']),
      value('seqlens_k', 'int32', ['batch']),
      value('total_sequence_length', 'int32', []),
      ...cache(past, 'past'),
    ],
    output: [
      value('next_token', 'int64', ['batch', 1]),
      value('logits', 'float32', ['batch', 1, vocabSize]),
      ...cache(present, 'present'),
    ],
  });

  function hiddenRows({ shape }: NamedArray): number {
    return shape[1] ?? hiddenSize;
  }
}

/** (out, in) matrices one below the other to one (in, all outs). */
function transposed(parts: readonly NamedArray[]): Float32Array {
  const columns = parts[0]!.shape[1]!;
  const rows = parts.reduce((sum, { shape }) => sum + shape[0]!, 0);
  const out = new Float32Array(rows * columns);
  let at = 0;
  for (const { shape, data } of parts) {
    for (let row = 0; row < shape[0]!; row++, at++) {
      for (let column = 0; column < columns; column++)
        out[column * rows + at] = data[row * columns + column]!;
    }
  }
  return out;
}

/** (context, headDim / 2) each: the angles of Llama's half-split layout, in float32 at every step as `ops/rope.ts`. */
function rotaryTables({ maxPositionEmbeddings, headDim, ropeTheta }: ModelConfig): onnx.ITensorProto[] {
  const half = headDim / 2;
  const angle = (at: number) => {
    const frequency = Math.fround(ropeTheta ** -Math.fround((at % half) / half));
    return Math.fround(Math.floor(at / half) * frequency);
  };
  const table = (name: string, of: (angle: number) => number) => {
    const data = Float32Array.from({ length: maxPositionEmbeddings * half }, (_, at) => of(angle(at)));
    return floats(name, [maxPositionEmbeddings, half], data);
  };
  return [table('cos', Math.cos), table('sin', Math.sin)];
}
