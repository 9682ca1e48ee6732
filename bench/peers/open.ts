import type { BackendName } from '../../model/backend';
import type { ModelConfig } from '../../model/config';
import type { NamedArray } from '../../model/safetensors';
import type { Opening } from '../texts/text-engine';

/** The vanilla model as peers are given it. */
export interface PeerRequest {
  readonly backend: BackendName;
  readonly batch: number;
  readonly threads: number;
  readonly member: string;
  readonly config: ModelConfig;
  readonly arrays: ReadonlyMap<string, NamedArray>;
  graph(): Promise<Uint8Array>;
  readonly onnxPath: string | undefined;
  /** Tokens a text needs room for. */
  readonly room: number;
}

/** Tokens that may be under way when a text ends. */
const SURPLUS = 8;

/** Who else runs such a model on this backend; who has none is opened in vain, and says so. */
export function openPeers(request: PeerRequest): readonly Opening[] {
  const { member, backend } = request;
  if (backend === 'cpu') {
    return [
      lacking('onnxruntime-web', member, 'it has no backend in plain JavaScript'),
      lacking('jax-js', member, 'its backend in plain JavaScript is an interpreter for debugging'),
    ];
  }
  return [
    ...(backend === 'webgpu'
      ? (['as usual', 'graph capture'] as const).map(
          (way): Opening => ({
            engine: 'onnxruntime-web',
            way,
            member,
            open: () => onnxOnWebGpu(request, way),
          }),
        )
      : [{ engine: 'onnxruntime-web', way: '', member, open: () => onnxOnWasm(request) } as const]),
    { engine: 'jax-js', way: 'jitted', member, open: () => jaxOn(request, backend) },
  ];
}

function lacking(engine: Opening['engine'], member: string, reason: string): Opening {
  return { engine, way: '', member, open: () => Promise.reject(new Error(reason)) };
}

async function onnxOnWebGpu(request: PeerRequest, way: 'as usual' | 'graph capture') {
  const [runtime, engine] = await Promise.all([
    import('onnxruntime-web/webgpu'),
    import('./onnx/engine-webgpu'),
  ]);
  runtime.env.wasm.numThreads = 1;
  if (request.onnxPath !== undefined) runtime.env.wasm.wasmPaths = request.onnxPath;
  return engine.onnxOnWebGpu({ ...request, runtime, graph: await request.graph() }, way);
}

async function onnxOnWasm(request: PeerRequest) {
  const [runtime, engine] = await Promise.all([import('onnxruntime-web/wasm'), import('./onnx/engine')]);
  runtime.env.wasm.numThreads = request.threads;
  if (request.onnxPath !== undefined) runtime.env.wasm.wasmPaths = request.onnxPath;
  return engine.onnxOnWasm({ ...request, runtime, graph: await request.graph() });
}

async function jaxOn(request: PeerRequest, device: 'webgpu' | 'wasm') {
  const { jaxEngine } = await import('./jax');
  // Every step attends over all the room there is: no more than is needed.
  return jaxEngine({ ...request, device, capacity: request.room + SURPLUS });
}
