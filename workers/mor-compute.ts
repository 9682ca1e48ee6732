import { type Backend, openBackend } from '../model/backend';
import { MorError, type MorErrorCode } from '../model/errors';
import { analyze, attention, loadModel } from '../model/model';
import type { Compute } from './compute';

/** The real model behind `Compute`: one backend at a time, the models loaded on it. */
export function createMorCompute(): Compute {
  let backend: Backend | null = null;
  return {
    async open(name, wasmPath) {
      backend?.dispose();
      backend = null;
      let fail: (error: MorError) => void = () => {};
      const failed = new Promise<MorError>((resolve) => {
        fail = resolve;
      });
      backend = await openBackend(name, { wasmPath, onFailure: (error) => fail(error) });
      return { adapter: backend.adapter, software: backend.software, failed };
    },
    async load(id, files) {
      if (backend === null) throw new Error('a model was loaded before a backend was opened');
      const model = loadModel(backend, id, {
        config: parseJson(files['config.json'], `${id}/config.json`, 'E-CONFIG'),
        tokenizer: parseJson(files['tokenizer.json'], `${id}/tokenizer.json`, 'E-TOKENIZER'),
        weights: files['model.safetensors'],
      });
      const { config, parameters } = model;
      return {
        info: { model: id, config, parameters },
        tokenize: (text) => model.tokenizer.encode(text),
        run: async (text, { rule, readouts }) => (await analyze(model, { text, rule, readouts })).trace,
        attention: (text, { rule, layer }) => attention(model, { text, rule, layer }),
      };
    },
  };
}

function parseJson(bytes: Uint8Array, what: string, code: MorErrorCode): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new MorError(code, `${what} is not JSON.`, 'Choose another model, or publish this one again.', {
      cause,
    });
  }
}
