import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { ADD_PRODUCT } from './add-product';
import { LIST } from './list.wgsl';
import { bindings, dispatchProduct, type Product, quadsOf } from './product.wgsl';

/** Rows that nobody listed stay as the buffer was: nobody reads them. */
export const addProductKernel = ADD_PRODUCT.kernel('webgpu', ({ h, x, weight, list }, { room }) => {
  const [inner, columns] = weight.shape;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>(h.shape);
  dispatchProduct(
    gpu,
    `add product ${inner} ${columns}`,
    () => product(inner, columns),
    { rows: room, columns },
    [list, h, x, weight, out],
  );
  return [out];
});

function product(inner: number, columns: number): Product {
  const [right, before, after] = [quadsOf('weight', columns), quadsOf('h', columns), quadsOf('out', columns)];
  const bound = bindings(
    ['list', 'i32'],
    ['h', before.element],
    ['x', 'f32'],
    ['weight', right.element],
    ['out', after.element, 'written'],
  );
  return {
    declarations: bound + LIST,
    inner,
    rows: 'listed()',
    rowOf: 'i',
    normed: null,
    right: `return ${right.at('k', 'quad')};`,
    store: `let row = rowListed(i);
  let sum = v + ${before.at('row', 'quad')};
  ${after.put('row', 'quad', 'sum')}`,
  };
}
