import { type Address, floatsAt, integersAt, type Kernels } from './kernels';

/** The fields of `Shape` in assembly/shape.ts. */
export interface KernelShape {
  readonly hiddenSize: number;
  readonly hiddenWidth: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headWidth: number;
  readonly intermediateWidth: number;
  readonly vocabWidth: number;
  readonly rmsNormEps: number;
  readonly cosines: Address;
  readonly sines: Address;
}

/** Bytes that it takes. */
export const SHAPE_BYTES = 40;

/** Puts a shape where the kernels find it, and tells them. */
export function configure(kernels: Kernels, at: Address, shape: KernelShape): void {
  const integers = integersAt(kernels, at, SHAPE_BYTES / 4);
  integers.set([
    shape.hiddenSize,
    shape.hiddenWidth,
    shape.heads,
    shape.kvHeads,
    shape.headWidth,
    shape.intermediateWidth,
    shape.vocabWidth,
  ]);
  floatsAt(kernels, at, SHAPE_BYTES / 4)[7] = shape.rmsNormEps;
  integers.set([shape.cosines, shape.sines], 8);
  kernels.configure(at);
}
