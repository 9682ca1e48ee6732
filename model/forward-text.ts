import type { BackendName } from './backend';
import type { ModelConfig } from './config';
import type { Model } from './model';
import type { SelectionRule } from './trace';
import { type Forward, forward } from './transformer';

type ForwardText = (
  model: Model,
  config: ModelConfig,
  ids: Int32Array,
  rule: SelectionRule,
) => Promise<Forward>;

/** The forward pass by tfjs' kernels and those registered with it: the definition. */
const byTfjs: ForwardText = ({ weights, backend }, config, ids, rule) =>
  forward(weights, config, ids, { rule, mark: () => backend.mark() });

/** How each backend takes a whole text through the model. */
const FORWARDS: Readonly<Record<BackendName, ForwardText>> = {
  webgpu: byTfjs,
  wasm: async (...text) => (await import('./wasm/forward')).forwardByRows(...text),
  cpu: byTfjs,
};

/** config: the model's own, but for the cache where another is asked for. */
export const forwardText: ForwardText = (model, ...text) => FORWARDS[model.backend.name](model, ...text);
