import { type Backend, openBackend } from '../model/backend';
import { openBatch } from '../model/batching/open-batch';
import type { MorError } from '../model/errors';
import { Writing } from '../model/generate';
import { analyze, attention, loadModel } from '../model/model';
import { parameterBytes } from '../model/parameter-bytes';
import type { Helpers } from '../model/wasm/team';
import { advancing } from './advance';
import type { Compute } from './compute';

/** The real model behind `Compute`: one backend at a time, the models loaded on it. */
export function createMorCompute(helpers?: Helpers): Compute {
  let backend: Backend | null = null;
  return {
    async open(name, wasmPath, { hardwareOnly, alone }) {
      backend?.dispose();
      backend = null;
      let fail: (error: MorError) => void = () => {};
      const failed = new Promise<MorError>((resolve) => {
        fail = resolve;
      });
      backend = await openBackend(name, {
        wasmPath,
        helpers: alone ? undefined : helpers,
        hardwareOnly,
        onFailure: (error) => fail(error),
      });
      const { adapter, software, kernels, loss } = backend;
      return { adapter, software, threads: kernels?.threads ?? null, failed, loss };
    },
    async load(id, files) {
      if (backend === null) throw new Error('a model was loaded before a backend was opened');
      const model = loadModel(backend, id, files);
      const { config, parameters } = model;
      return {
        info: { model: id, config, parameters, parameterBytes: parameterBytes(model) },
        tokenize: (text) => model.tokenizer.encode(text),
        run: async (text, { rule, kvCache, readouts }) =>
          (await analyze(model, { text, rule, kvCache, readouts })).trace,
        attention: (text, { rule, kvCache, layer }) => attention(model, { text, rule, kvCache, layer }),
        write: (request) => Writing.begin(model, request),
        writeTogether: async (request) => advancing(await openBatch(model, request), model.tokenizer),
      };
    },
  };
}
