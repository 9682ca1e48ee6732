import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { bindings, dispatchProduct, type Product, quadsOf } from './product.wgsl';
import { READ_OUT } from './read-out';

export const readOutKernel = READ_OUT.kernel('webgpu', ({ x, norm, head }, { epsilon }) => {
  const [rows] = x.shape;
  const [inner, columns] = head.shape;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>([rows, columns]);
  dispatchProduct(
    gpu,
    `read out ${inner} ${columns} ${epsilon}`,
    () => product(inner, columns, epsilon),
    { rows, columns },
    [x, norm, head, out],
  );
  return [out];
});

function product(inner: number, columns: number, epsilon: number): Product {
  const [right, logits] = [quadsOf('head', columns), quadsOf('out', columns)];
  return {
    declarations: bindings(
      ['x', 'f32'],
      ['norm', 'f32'],
      ['head', right.element],
      ['out', logits.element, 'written'],
    ),
    inner,
    rows: 'arrayLength(&x) / INNER',
    rowOf: 'i',
    normed: epsilon,
    right: `return ${right.at('k', 'quad')};`,
    store: logits.put('i', 'quad', 'v'),
  };
}
