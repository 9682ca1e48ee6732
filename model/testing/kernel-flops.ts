import * as tf from '@tensorflow/tfjs-core';

/** FLOPs of the matrix products that really ran, from the shapes of tfjs' own kernel records; 2 a multiply-add. */
export async function countFlops(run: () => Promise<unknown>): Promise<number> {
  const { kernels } = await tf.profile(async () => {
    await run();
    return [];
  });
  return kernels
    .filter(({ name }) => name === 'BatchMatMul' || name === '_FusedMatMul')
    .reduce((flops, { inputShapes, outputShapes }) => {
      const inner = inputShapes[0]!.at(-1)!;
      return flops + 2 * inner * outputShapes[0]!.reduce((product, size) => product * size, 1);
    }, 0);
}
