import type { ModelConfig } from './config';
import { storedLayers } from './sharing';

/** Lengths of a tensor's axes. */
export type Shape = readonly number[];

/**
 * Every parameter a checkpoint of this config holds, Hugging Face's Llama names, to its shape.
 * Linear weights are (out, in) as PyTorch stores them.
 */
export function parameterShapes(config: ModelConfig): Map<string, Shape> {
  const { hiddenSize: d, intermediateSize, headDim } = config;
  const queries = config.numAttentionHeads * headDim;
  const keys = config.numKeyValueHeads * headDim;
  const shapes = new Map<string, Shape>([['model.embed_tokens.weight', [config.vocabSize, d]]]);
  for (let i = 0; i < storedLayers(config); i++) {
    const layer = `model.layers.${i}`;
    shapes.set(`${layer}.input_layernorm.weight`, [d]);
    shapes.set(`${layer}.self_attn.q_proj.weight`, [queries, d]);
    shapes.set(`${layer}.self_attn.k_proj.weight`, [keys, d]);
    shapes.set(`${layer}.self_attn.v_proj.weight`, [keys, d]);
    shapes.set(`${layer}.self_attn.o_proj.weight`, [d, queries]);
    shapes.set(`${layer}.post_attention_layernorm.weight`, [d]);
    shapes.set(`${layer}.mlp.gate_proj.weight`, [intermediateSize, d]);
    shapes.set(`${layer}.mlp.up_proj.weight`, [intermediateSize, d]);
    shapes.set(`${layer}.mlp.down_proj.weight`, [d, intermediateSize]);
  }
  shapes.set('model.norm.weight', [d]);
  if (!config.tieWordEmbeddings) shapes.set('lm_head.weight', [config.vocabSize, d]);
  for (const [name, outputs] of routerNames(config)) {
    const middle = routerHidden(config);
    if (middle === null) shapes.set(`${name}.weight`, [outputs, d]);
    else {
      shapes.set(`${name}.0.weight`, [middle, d]);
      shapes.set(`${name}.2.weight`, [outputs, middle]);
    }
  }
  return shapes;
}

/** Hidden width of the routers, or null where they are linear (spec 2.3; the wide one as in the paper's text). */
export function routerHidden(config: ModelConfig): number | null {
  const factor = { linear: null, mlp: 2, wide_mlp: 4 }[config.routing.router];
  return factor === null ? null : factor * config.hiddenSize;
}

/** Routers of a model with the number of their outputs. */
function routerNames(config: ModelConfig): [name: string, outputs: number][] {
  const { type, auxRouter } = config.routing;
  const each = (kind: string) =>
    Array.from({ length: config.numRecursions }, (_, r): [string, number] => [`model.${kind}.${r}`, 1]);
  if (type === 'expert') return [...each('routers'), ...(auxRouter ? each('aux_routers') : [])];
  if (type === 'token') return [['model.routers.0', config.numRecursions]];
  return [];
}
