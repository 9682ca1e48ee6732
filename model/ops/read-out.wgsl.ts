import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { bindings, dispatchProduct, quadsOf } from './product.wgsl';
import { READ_OUT } from './read-out';

export const readOutKernel = READ_OUT.kernel('webgpu', ({ x, norm, head }, { epsilon }) => {
  const [rows] = x.shape;
  const [inner, columns] = head.shape;
  const gpu = currentGpu();
  const out = gpu.tensor<tf.Rank.R2>([rows, columns]);
  const [right, logits] = ['head', 'out'].map((name) => quadsOf(name, columns));
  dispatchProduct(
    gpu,
    {
      name: `read out ${inner} ${columns} ${epsilon}`,
      declarations: bindings(
        ['x', 'f32'],
        ['norm', 'f32'],
        ['head', right!.element],
        ['out', logits!.element, 'written'],
      ),
      inner,
      quads: Math.ceil(columns / 4),
      rows: 'arrayLength(&x) / INNER',
      rowOf: 'i',
      normed: epsilon,
      right: `return ${right!.at('k', 'quad')};`,
      store: logits!.put('i', 'quad', 'v'),
    },
    rows,
    [x, norm, head, out],
  );
  return [out];
});
