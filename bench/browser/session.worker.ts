import { expose } from 'comlink';
import type { ModelFiles } from '../../model/model';
import { workerHelpers } from '../../workers/helpers';
import { type Host, runSession, type SessionRequest } from '../session';

async function file(path: string): Promise<Uint8Array> {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path}: the server answered ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

async function model(member: string): Promise<ModelFiles> {
  const part = (name: keyof ModelFiles) => file(`/models/${member}/${name}`);
  return {
    'config.json': await part('config.json'),
    'tokenizer.json': await part('tokenizer.json'),
    'model.safetensors': await part('model.safetensors'),
  };
}

/** A worker of the bench's own site: where the page computes, too, and where threads may wait for one another. */
const host: Host = {
  model,
  graph: (member) => file(`/${member}.onnx`),
  backendOptions: async (_, threads) => ({ wasmPath: '/wasm/', helpers: workerHelpers(threads) }),
  onnxPath: '/onnx/',
  tell: (sentence) => console.log(sentence),
};

const session = { run: (request: SessionRequest) => runSession(request, host) };
export type Session = typeof session;

expose(session);
