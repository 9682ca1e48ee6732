import * as jax from '@jax-js/jax';
import type { ModelConfig } from '../../model/config';
import type { NamedArray } from '../../model/safetensors';
import type { TextEngine } from '../texts/text-engine';

const { numpy: np, nn } = jax;
type JaxArray = jax.Array;

/** Texts are stepped so many tokens ahead of what was read back. */
const AHEAD = 3;

export interface JaxModel {
  readonly device: 'webgpu' | 'wasm';
  readonly config: ModelConfig;
  readonly arrays: ReadonlyMap<string, NamedArray>;
  readonly member: string;
  readonly batch: number;
  /** Tokens a text has room for: every step attends over all of it. */
  readonly capacity: number;
  readonly threads: number;
}

/**
 * A vanilla checkpoint in jax-js as its users write one: jitted, the cache in arrays of a fixed length, the likeliest token
 * fed back on the device and read back late. Arrays passed to a function are consumed; `.ref` keeps one.
 */
export async function jaxEngine(model: JaxModel): Promise<TextEngine> {
  const { config, batch, capacity, device } = model;
  if (!(await jax.init(device)).includes(device)) throw new Error(`jax-js has no ${device} here`);
  jax.defaultDevice(device);
  const weights = upload(model);
  const read = jax.jit((ids: JaxArray, positions: JaxArray, ...cache: JaxArray[]): JaxArray[] =>
    forward(model, weights, ids, positions, cache),
  );
  const positions = (from: number, count: number) =>
    np.array(Int32Array.from({ length: count }, (_, i) => from + i));
  return {
    name: 'jax-js',
    way: 'jitted',
    member: model.member,
    batch,
    weightBits: 32,
    threads: model.threads,
    async begin(prompts) {
      let length = prompts[0]!.length;
      const { numKeyValueHeads, headDim, numHiddenLayers } = config;
      const empty = Array.from({ length: 2 * numHiddenLayers }, () =>
        np.zeros([batch, capacity, numKeyValueHeads, headDim]),
      );
      const ids = np.array(Int32Array.from(prompts.flat())).reshape([batch, length]);
      let [token, ...cache] = read(ids, positions(0, length), ...empty) as [JaxArray, ...JaxArray[]];
      const readBack = async () => Array.from((await token.ref.data()) as Int32Array);
      const underWay = [readBack()];
      await underWay[0];
      return {
        async next() {
          while (underWay.length <= AHEAD) {
            [token, ...cache] = read(token, positions(length, 1), ...cache) as [JaxArray, ...JaxArray[]];
            length += 1;
            underWay.push(readBack());
          }
          return (await underWay.shift())!;
        },
        async end() {
          await Promise.all(underWay);
          jax.tree.dispose([token, cache]);
        },
      };
    },
    async dispose() {
      read.dispose();
      jax.tree.dispose([...weights.values()]);
    },
  };
}

/** Linear weights as (in, out), and the angles of the rotary embedding (capacity, 1, headDim / 2). */
function upload({ config, arrays, capacity }: JaxModel): ReadonlyMap<string, JaxArray> {
  const weights = new Map<string, JaxArray>();
  for (const [name, { shape, data }] of arrays) {
    const array = np.array(data).reshape([...shape]);
    weights.set(name, /proj|lm_head/.test(name) ? array.transpose() : array);
  }
  if (config.tieWordEmbeddings) {
    weights.set('lm_head.weight', weights.get('model.embed_tokens.weight')!.ref.transpose());
  }
  const half = config.headDim / 2;
  const table = (of: (angle: number) => number) =>
    np
      .array(
        Float32Array.from({ length: capacity * half }, (_, at) => {
          const frequency = Math.fround(config.ropeTheta ** -Math.fround((at % half) / half));
          return of(Math.fround(Math.floor(at / half) * frequency));
        }),
      )
      .reshape([capacity, 1, half]);
  return weights.set('cos', table(Math.cos)).set('sin', table(Math.sin));
}

/**
 * ids (batch, length) at positions (length) to the likeliest next token (batch, 1) and the cache with their entries:
 * keys and values (batch, capacity, kvHeads, headDim), layer by layer.
 */
function forward(
  { config, batch, capacity }: JaxModel,
  weights: ReadonlyMap<string, JaxArray>,
  ids: JaxArray,
  positions: JaxArray,
  cache: readonly JaxArray[],
): JaxArray[] {
  const { headDim, numAttentionHeads, numKeyValueHeads, rmsNormEps } = config;
  const length = ids.shape[1]!;
  const weight = (name: string) => weights.get(name)!.ref;
  const norm = (x: JaxArray, name: string) => {
    const power = np.mean(np.square(x.ref), -1, { keepdims: true });
    return x.mul(np.reciprocal(np.sqrt(power.add(rmsNormEps)))).mul(weight(name));
  };
  const cos = np.take(weight('cos'), positions.ref, 0);
  const sin = np.take(weight('sin'), positions.ref, 0);
  /** The pairs are (i, i + headDim / 2). */
  const rotate = (x: JaxArray) => {
    const [low, high] = np.split(x, 2, -1) as [JaxArray, JaxArray];
    return np.concatenate(
      [low.ref.mul(cos.ref).sub(high.ref.mul(sin.ref)), high.mul(cos.ref).add(low.mul(sin.ref))],
      -1,
    );
  };
  const rows = np.arange(capacity);
  /** (length, capacity): whom each token sees. */
  const mask = np.lessEqual(rows.ref.reshape([1, capacity]), positions.ref.reshape([length, 1]));
  const isNew = np.equal(rows, positions.ref.slice([0, 1])).reshape([1, capacity, 1, 1]);
  /** The cache with the entries of these tokens. A prompt is read into an empty one. */
  const written = (old: JaxArray, entries: JaxArray) => {
    if (length === 1) return np.where(isNew.ref, entries, old);
    old.dispose();
    const rest = np.zeros([batch, capacity - length, numKeyValueHeads, headDim]);
    return np.concatenate([entries, rest], 1);
  };

  let h = np.take(weight('model.embed_tokens.weight'), ids, 0);
  const next: JaxArray[] = [];
  for (let i = 0; i < config.numHiddenLayers; i++) {
    const layer = `model.layers.${i}`;
    const x = norm(h.ref, `${layer}.input_layernorm.weight`);
    const heads = (part: string, count: number) =>
      np
        .matmul(x.ref, weight(`${layer}.self_attn.${part}_proj.weight`))
        .reshape([batch, length, count, headDim]);
    const query = rotate(heads('q', numAttentionHeads));
    const key = written(cache[2 * i]!, rotate(heads('k', numKeyValueHeads)));
    const value = written(cache[2 * i + 1]!, heads('v', numKeyValueHeads));
    x.dispose();
    const attended = nn
      .dotProductAttention(query, key.ref, value.ref, { mask: mask.ref })
      .reshape([batch, length, numAttentionHeads * headDim]);
    next.push(key, value);
    h = h.add(np.matmul(attended, weight(`${layer}.self_attn.o_proj.weight`)));
    const y = norm(h.ref, `${layer}.post_attention_layernorm.weight`);
    const gate = nn.silu(np.matmul(y.ref, weight(`${layer}.mlp.gate_proj.weight`)));
    const up = np.matmul(y, weight(`${layer}.mlp.up_proj.weight`));
    h = h.add(np.matmul(gate.mul(up), weight(`${layer}.mlp.down_proj.weight`)));
  }
  jax.tree.dispose([cos, sin, mask, isNew, positions]);
  const last = h.slice([], [length - 1, length]);
  const logits = np.matmul(norm(last, 'model.norm.weight'), weight('lm_head.weight'));
  return [np.argmax(logits, -1), ...next];
}
