import type * as tf from '@tensorflow/tfjs-core';
import { currentGpu } from '../gpu/gpu';
import { KEYS_VALUES, type KeysValuesWeights } from './keys-values';
import { LIST } from './list.wgsl';
import { formOf, matrixReader, quadCount } from './matrix.wgsl';
import { bindings, dispatchProduct, type Product } from './product.wgsl';
import { rotatedPairs } from './rope.wgsl';

export const keysValuesKernel = KEYS_VALUES.kernel(
  'webgpu',
  (inputs, { key, value, heads, epsilon, room }) => {
    const { x, norm, angles, list } = inputs;
    const headDim = angles.shape[1]!;
    const gpu = currentGpu();
    const keys = gpu.tensor<tf.Rank.R3>([heads, headDim, room]);
    const values = gpu.tensor<tf.Rank.R3>([heads, room, headDim]);
    dispatchProduct(
      gpu,
      `keys and values ${formOf(key)} ${formOf(value)} ${headDim} ${epsilon}`,
      () => product({ key, value }, headDim, epsilon),
      { rows: room, columns: 8 * quadCount(key.columns) },
      [list, x, norm, key.tensor, value.tensor, angles, keys, values],
    );
    return [keys, values];
  },
);

/** The columns of the keys, filled up to whole quads, then those of the values. */
function product({ key, value }: KeysValuesWeights, headDim: number, epsilon: number): Product {
  const { rows: inner, columns } = key;
  const rotated = rotatedPairs(columns, headDim);
  const [keyReader, valueReader] = [matrixReader('key', key), matrixReader('value', value)];
  const keyQuads = quadCount(columns);
  const bound = bindings(
    ['list', 'i32'],
    ['x', 'f32'],
    ['norm', 'f32'],
    ['key', keyReader.element],
    ['value', valueReader.element],
    ['angles', 'f32'],
    ['keys', 'f32', 'written'],
    ['values', 'f32', 'written'],
  );
  return {
    declarations: bound + LIST + keyReader.functions + valueReader.functions + rotated.declarations,
    inner,
    rows: 'listed()',
    rowOf: 'rowListed(i)',
    normed: epsilon,
    right: `if (quad < ${keyQuads}u) { return key_quad(k, quad); }
  return value_quad(k, quad - ${keyQuads}u);`,
    store: `let room = arrayLength(&keys) / ${columns}u;
  if (quad < ${keyQuads}u) {
    ${rotated.store('key_scaled(v, quad)', 'rowOf(i)', (column, turned) => `keys[(${column}) * room + i] = ${turned};`)}
    return;
  }
  let scaled = value_scaled(v, quad - ${keyQuads}u);
  for (var c = 0u; c < 4u; c++) {
    let column = (quad - ${keyQuads}u) * 4u + c;
    if (column < ${columns}u) {
      values[(column / ${headDim}u * room + i) * ${headDim}u + column % ${headDim}u] = scaled[c];
    }
  }`,
  };
}
