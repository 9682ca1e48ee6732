import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { KEYS_VALUES } from './keys-values';
import { LIST } from './list.wgsl';
import { bindings, dispatchProduct, type Product, quadsOf } from './product.wgsl';
import { rotatedQuads } from './rope.wgsl';

export const keysValuesKernel = KEYS_VALUES.kernel('webgpu', (inputs, { heads, epsilon, room }) => {
  const { x, norm, key, value, angles, list } = inputs;
  const [inner, columns] = key.shape;
  const headDim = angles.shape[1]!;
  const gpu = currentGpu();
  const keys = gpu.tensor<tf.Rank.R3>([heads, headDim, room]);
  const values = gpu.tensor<tf.Rank.R3>([heads, room, headDim]);
  dispatchProduct(
    gpu,
    `keys and values ${inner} ${columns} ${headDim} ${epsilon}`,
    () => product(inner, columns, headDim, epsilon),
    { rows: room, columns: 8 * Math.ceil(columns / 4) },
    [list, x, norm, key, value, angles, keys, values],
  );
  return [keys, values];
});

/** The columns of the keys, filled up to whole quads, then those of the values. */
function product(inner: number, columns: number, headDim: number, epsilon: number): Product {
  const rotated = rotatedQuads('key', columns, headDim);
  const plain = quadsOf('value', columns);
  const keyQuads = Math.ceil(columns / 4);
  const bound = bindings(
    ['list', 'i32'],
    ['x', 'f32'],
    ['norm', 'f32'],
    ['key', 'f32'],
    ['value', plain.element],
    ['angles', 'f32'],
    ['keys', 'f32', 'written'],
    ['values', 'f32', 'written'],
  );
  return {
    declarations: bound + LIST + rotated.declarations,
    inner,
    rows: 'listed()',
    rowOf: 'rowListed(i)',
    normed: epsilon,
    right: `if (quad < ${keyQuads}u) {${rotated.right('key')}}
  return ${plain.at('k', `quad - ${keyQuads}u`)};`,
    store: `let room = arrayLength(&keys) / ${columns}u;
  if (quad < ${keyQuads}u) {
    ${rotated.store('rowOf(i)', (column, value) => `keys[(${column}) * room + i] = ${value};`)}
    return;
  }
  for (var c = 0u; c < 4u; c++) {
    let column = (quad - ${keyQuads}u) * 4u + c;
    if (column < ${columns}u) {
      values[(column / ${headDim}u * room + i) * ${headDim}u + column % ${headDim}u] = v[c];
    }
  }`,
  };
}
