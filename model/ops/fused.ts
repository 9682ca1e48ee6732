import * as tf from '@tensorflow/tfjs-core';

/**
 * An operation that some backend does with one kernel of our own. Its file has the plain tfjs form, which is its
 * definition; the kernel stands beside it in `.wgsl.ts` and is registered with the backend (`kernels.ts`), so that a page
 * on another backend never loads it.
 */
export interface FusedOp<
  Inputs extends { [name in keyof Inputs]: tf.Tensor },
  Attributes,
  Outputs extends tf.Tensor[],
> {
  /** Whether the current backend has the kernel. */
  here(): boolean;
  /** Throws where the current backend has no such kernel. */
  run(inputs: Inputs, attributes: Attributes): Outputs;
  kernel(backendName: string, run: (inputs: Inputs, attributes: Attributes) => Outputs): tf.KernelConfig;
}

/** `kernelName` is the name that the kernel is registered by with tfjs, so it is ours alone: `Mor…`. */
export function fusedOp<
  Inputs extends { [name in keyof Inputs]: tf.Tensor },
  Attributes,
  Outputs extends tf.Tensor[],
>(kernelName: string): FusedOp<Inputs, Attributes, Outputs> {
  return {
    here: () => Boolean(tf.getKernel(kernelName, tf.getBackend())),
    run: (inputs, attributes) =>
      tf
        .engine()
        .runKernel(
          kernelName,
          inputs as unknown as tf.NamedTensorMap,
          attributes as unknown as tf.NamedAttrMap,
        ) as unknown as Outputs,
    kernel: (backendName, run) => ({
      kernelName,
      backendName,
      kernelFunc: ({ inputs, attrs }) => run(inputs as unknown as Inputs, attrs as unknown as Attributes),
    }),
  };
}
