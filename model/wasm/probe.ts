import { type Address, floatsAt, integersAt, type KernelSource } from './kernels';
import { intoPanels, places } from './pack';
import { configure, SHAPE_BYTES } from './shape';

/** What `checkNumbers` has every backend compute, of two square matrices, a multiple of 8 wide. */
interface Probe {
  readonly size: number;
  readonly left: Float32Array;
  /** (columns, rows) */
  readonly right: Float32Array;
  readonly eps: number;
  /** Four rows of the product. */
  readonly rows: readonly number[];
}

/** Named rows of softmax(norm(left) right), by our own kernels: the last of them alone, two and four rows together. */
export function probedByKernels(source: KernelSource, { size, left, right, eps, rows }: Probe): Float32Array {
  const kernels = source.start();
  const floats = (values: Float32Array): Address => {
    const address = kernels.allocate(4 * values.length);
    floatsAt(kernels, address, values.length).set(values);
    return address;
  };
  const room = (count: number) => floats(new Float32Array(count * size));
  const panels = new Float32Array(size * size);
  intoPanels(panels, size, right, places(size), places(size));
  const [states, head, norm] = [floats(left), floats(panels), floats(new Float32Array(size).fill(1))];
  const [x, normed, logits, names] = [room(rows.length), room(rows.length), room(rows.length), room(1)];
  configure(kernels, kernels.allocate(SHAPE_BYTES), {
    hiddenSize: size,
    hiddenWidth: size,
    heads: 1,
    kvHeads: 1,
    headWidth: 8,
    intermediateWidth: 8,
    vocabWidth: size,
    rmsNormEps: eps,
    cosines: 0,
    sines: 0,
  });
  integersAt(kernels, names, rows.length).set(rows);
  kernels.gather(states, names, rows.length, x);
  for (const count of [4, 2, 1]) {
    const at = 4 * size * (rows.length - count);
    kernels.readOut(x + at, count, norm, head, normed, logits + at);
  }
  rows.forEach((_, i) => {
    kernels.softmax(logits + 4 * size * i, size, size);
  });
  return floatsAt(kernels, logits, rows.length * size).slice();
}
