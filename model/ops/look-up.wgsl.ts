import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { LOOK_UP } from './look-up';
import { formOf, matrixReader } from './matrix.wgsl';
import { bindings } from './product.wgsl';
import { programOf } from './programs';

const THREADS = 64;

/** One workgroup a token. */
export const lookUpKernel = LOOK_UP.kernel('webgpu', ({ ids }, { embedding }) => {
  const { rows: hidden } = embedding;
  const tokens = ids.shape[0];
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>([tokens, hidden]);
  const program = programOf(`look up ${formOf(embedding)}`, () => {
    const reader = matrixReader('embedding', embedding);
    return `
${bindings(['ids', 'i32'], ['embedding', reader.element], ['out', 'f32', 'written'])}
${reader.functions}
@compute @workgroup_size(${THREADS})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let id = u32(ids[group.x]);
  for (var i = thread; i < ${hidden}u; i += ${THREADS}u) {
    out[group.x * ${hidden}u + i] = embedding_one(i, id);
  }
}`;
  });
  gpu.dispatch(program, [ids, embedding.tensor, out], [tokens]);
  return [out];
});
