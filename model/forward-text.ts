import type { BackendName } from './backend';
import type { ModelConfig } from './config';
import { tensorsOf } from './held-weights';
import type { Model } from './model';
import { observedAttention } from './observed-attention';
import type { AttentionTrace, SelectionRule } from './trace';
import { type Forward, forward } from './transformer';

/** What is left of a text that was read. Owns what `dispose` frees. */
export interface TextRun extends Omit<Forward, 'logits'> {
  /** (tokens, vocabSize) */
  readonly logits: Float32Array;
}

/** How a backend takes a whole text through a model. config: the model's own, but for the cache where another is asked for. */
interface TextPass {
  forward(model: Model, config: ModelConfig, ids: Int32Array, rule: SelectionRule): Promise<TextRun>;
  /** What is attended to in one unrolled layer, 0-based. */
  attention(
    model: Model,
    config: ModelConfig,
    ids: Int32Array,
    rule: SelectionRule,
    layer: number,
  ): Promise<AttentionTrace>;
}

/** By tfjs' kernels and those registered with it: the definition. */
const BY_TFJS: TextPass = {
  async forward(model, config, ids, rule) {
    const run = await forward(tensorsOf(model), config, ids, { rule, mark: () => model.backend.mark() });
    return { ...run, logits: await run.logits.data<'float32'>() };
  },
  attention: (model, ...text) => observedAttention(tensorsOf(model), ...text),
};

const BY_ROWS: TextPass = {
  forward: async (...text) => (await import('./wasm/forward')).forwardByRows(...text),
  attention: async (...text) => (await import('./wasm/attention')).attentionByRows(...text),
};

const PASSES: Readonly<Record<BackendName, TextPass>> = { webgpu: BY_TFJS, wasm: BY_ROWS, cpu: BY_TFJS };

/** How this model's backend reads a text. */
export const textPassOf = ({ backend }: Model): TextPass => PASSES[backend.name];
