import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import type { Matrix } from './matrix';
import { formOf, matrixReader } from './matrix.wgsl';
import { bindings, dispatchProduct, type Product, quadsOf } from './product.wgsl';
import { READ_OUT } from './read-out';

export const readOutKernel = READ_OUT.kernel('webgpu', ({ x, norm }, { head, epsilon }) => {
  const [rows] = x.shape;
  const { columns } = head;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>([rows, columns]);
  dispatchProduct(
    gpu,
    `read out ${formOf(head)} ${epsilon}`,
    () => product(head, epsilon),
    { rows, columns },
    [x, norm, head.tensor, out],
  );
  return [out];
});

function product(head: Matrix, epsilon: number): Product {
  const { rows: inner, columns } = head;
  const reader = matrixReader('head', head);
  const logits = quadsOf('out', columns);
  return {
    declarations: `${bindings(
      ['x', 'f32'],
      ['norm', 'f32'],
      ['head', reader.element],
      ['out', logits.element, 'written'],
    )}${reader.functions}`,
    inner,
    rows: 'arrayLength(&x) / INNER',
    rowOf: 'i',
    normed: epsilon,
    right: 'return head_quad(k, quad);',
    store: `let scaled = head_scaled(v, quad);
  ${logits.put('i', 'quad', 'scaled')}`,
  };
}
