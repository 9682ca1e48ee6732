import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { ADD_PRODUCT } from './add-product';
import { LIST } from './list.wgsl';
import { bindings, dispatchProduct, quadsOf } from './product.wgsl';

/** Rows that nobody listed stay as the buffer was: nobody reads them. */
export const addProductKernel = ADD_PRODUCT.kernel('webgpu', ({ h, x, weight, list }, { room }) => {
  const [inner, columns] = weight.shape;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>(h.shape);
  const [right, before, after] = ['weight', 'h', 'out'].map((name) => quadsOf(name, columns));
  dispatchProduct(
    gpu,
    {
      name: `add product ${inner} ${columns}`,
      declarations: `${bindings(['list', 'i32'], ['h', before!.element], ['x', 'f32'], ['weight', right!.element], ['out', after!.element, 'written'])}
${LIST}`,
      inner,
      quads: Math.ceil(columns / 4),
      rows: 'listed()',
      rowOf: 'i',
      normed: null,
      right: `return ${right!.at('k', 'quad')};`,
      store: `let row = rowListed(i);
  let sum = v + ${before!.at('row', 'quad')};
  ${after!.put('row', 'quad', 'sum')}`,
    },
    room,
    [list, h, x, weight, out],
  );
  return [out];
});
