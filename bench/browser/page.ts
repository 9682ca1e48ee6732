import type { ModelFiles } from '../../model/model';
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

/** A page of the bench's own site. */
const host: Host = {
  model,
  graph: (member) => file(`/${member}.onnx`),
  backendOptions: async () => ({ wasmPath: '/wasm/' }),
  onnxPath: '/onnx/',
  tell: (sentence) => console.log(sentence),
};

Object.assign(globalThis, { runSession: (request: SessionRequest) => runSession(request, host) });
