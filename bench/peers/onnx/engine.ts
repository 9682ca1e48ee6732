import type * as ort from 'onnxruntime-web';
import type { ModelConfig } from '../../../model/config';
import type { TextEngine } from '../../texts/text-engine';
import { past, present } from './graph';

type Runtime = typeof ort;
export type Tensors = { [name: string]: ort.Tensor };

export interface OnnxModel {
  readonly runtime: Runtime;
  /** What `llamaGraph` wrote. */
  readonly graph: Uint8Array;
  readonly config: ModelConfig;
  readonly member: string;
  readonly batch: number;
}

const KINDS = ['key', 'value'] as const;

/** onnxruntime-web's WASM kernels; what was cached goes in and comes out longer by what was read, as its users run it. */
export async function onnxOnWasm({ runtime, graph, config, member, batch }: OnnxModel): Promise<TextEngine> {
  const session = await runtime.InferenceSession.create(graph, { executionProviders: ['wasm'] });
  const names = cacheNames(config);
  const read = async (ids: readonly (readonly number[])[], total: number, cache: Tensors) => {
    const results = await session.run({ ...inputs(runtime, ids, total), ...cache });
    const { data } = results.next_token!;
    return {
      ids: Array.from(data as BigInt64Array, Number),
      cache: Object.fromEntries(names.map(([before, after]) => [before, results[after]!])),
    };
  };
  return {
    name: 'onnxruntime-web',
    way: '',
    member,
    batch,
    weightBits: 32,
    threads: runtime.env.wasm.numThreads ?? 1,
    async begin(prompts) {
      const empty = new runtime.Tensor('float32', new Float32Array(0), cacheDims(config, batch, 0));
      let length = prompts[0]!.length;
      let state = await read(prompts, length, Object.fromEntries(names.map(([before]) => [before, empty])));
      return {
        async next() {
          const { ids, cache } = state;
          length += 1;
          state = await read(
            ids.map((id) => [id]),
            length,
            cache,
          );
          return ids;
        },
        async end() {},
      };
    },
    dispose: () => session.release(),
  };
}

/** (name among the inputs, name among the outputs) of everything that is cached. */
export function cacheNames({ numHiddenLayers }: ModelConfig): [before: string, after: string][] {
  return Array.from({ length: numHiddenLayers }, (_, layer) =>
    KINDS.map((kind): [string, string] => [past(layer, kind), present(layer, kind)]),
  ).flat();
}

export function cacheDims({ numKeyValueHeads, headDim }: ModelConfig, batch: number, rows: number): number[] {
  return [batch, numKeyValueHeads, rows, headDim];
}

/** ids (batch, length) as the graph takes them, of texts that have `total` tokens then. */
export function inputs(runtime: Runtime, ids: readonly (readonly number[])[], total: number): Tensors {
  const { Tensor } = runtime;
  const batch = ids.length;
  return {
    input_ids: new Tensor('int64', BigInt64Array.from(ids.flat(), BigInt), [batch, ids[0]!.length]),
    seqlens_k: new Tensor('int32', new Int32Array(batch).fill(total - 1), [batch]),
    total_sequence_length: new Tensor('int32', Int32Array.of(total), []),
  };
}
