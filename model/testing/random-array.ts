import { type Dtype, NamedArray, type Numbers } from '../safetensors';

/** Numbers in about [-1, 1) as a file might hold them. `next` gives numbers in [-1, 1). */
const NUMBERS: Readonly<Record<Dtype, (length: number, next: () => number) => Numbers>> = {
  F32: (length, next) => Float32Array.from({ length }, next),
  F16: (length, next) => Uint16Array.from({ length }, () => half(next())),
  BF16: (length, next) =>
    new Uint16Array(Float32Array.from({ length }, next).buffer).filter((_, i) => i % 2 === 1),
  I8: (length, next) => Int8Array.from({ length }, () => Math.trunc(128 * next())),
};

/** A checkpoint's array, of I8 with a scale for each row. */
export function randomArray(dtype: Dtype, shape: readonly number[], next: () => number): NamedArray {
  const numbers = NUMBERS[dtype](
    shape.reduce((product, size) => product * size, 1),
    next,
  );
  const scales =
    dtype === 'I8' ? Float32Array.from({ length: shape[0]! }, () => (1 + next() / 2) / 128) : null;
  return new NamedArray(shape, dtype, numbers, scales);
}

/** The bits of a float16 near x in (-1, 1), cut off. */
function half(x: number): number {
  const sign = x < 0 ? 0x8000 : 0;
  const exponent = Math.max(-15, Math.floor(Math.log2(Math.abs(x) || 2 ** -30)));
  const fraction = exponent === -15 ? Math.abs(x) * 2 ** 14 : Math.abs(x) / 2 ** exponent - 1;
  return sign | ((exponent + 15) << 10) | Math.floor(fraction * 1024);
}
