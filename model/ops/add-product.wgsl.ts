import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { ADD_PRODUCT } from './add-product';
import { LIST } from './list.wgsl';
import type { Matrix } from './matrix';
import { formOf, matrixReader } from './matrix.wgsl';
import { bindings, dispatchProduct, type Product, quadsOf } from './product.wgsl';

/** Rows that nobody listed stay as the buffer was: nobody reads them. */
export const addProductKernel = ADD_PRODUCT.kernel('webgpu', ({ h, x, list }, { weight, room }) => {
  const { columns } = weight;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>(h.shape);
  dispatchProduct(gpu, `add product ${formOf(weight)}`, () => product(weight), { rows: room, columns }, [
    list,
    h,
    x,
    weight.tensor,
    out,
  ]);
  return [out];
});

function product(weight: Matrix): Product {
  const { rows: inner, columns } = weight;
  const reader = matrixReader('weight', weight);
  const [before, after] = [quadsOf('h', columns), quadsOf('out', columns)];
  const bound = bindings(
    ['list', 'i32'],
    ['h', before.element],
    ['x', 'f32'],
    ['weight', reader.element],
    ['out', after.element, 'written'],
  );
  return {
    declarations: bound + LIST + reader.functions,
    inner,
    rows: 'listed()',
    rowOf: 'i',
    normed: null,
    right: 'return weight_quad(k, quad);',
    store: `let row = rowListed(i);
  let sum = weight_scaled(v, quad) + ${before.at('row', 'quad')};
  ${after.put('row', 'quad', 'sum')}`,
  };
}
