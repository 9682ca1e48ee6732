import type { Gpu } from '../gpu/gpu';
import type { ModelWeights, RouterWeights } from '../weights';

const WORD = 4;

/** All routers of a model in one buffer, so that a program can be told which to ask. Owns the buffer. */
export class RouterBuffer {
  readonly buffer: GPUBuffer;
  /** Where each begins, in words. */
  readonly routers: readonly number[];
  readonly auxiliary: readonly number[];

  constructor(gpu: Gpu, { routers, auxRouters }: Pick<ModelWeights, 'routers' | 'auxRouters'>) {
    const all = [...routers, ...auxRouters];
    const sizes = all.map((router) => router.reduce((sum, { size }) => sum + size, 0));
    const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((sum, size) => sum + size, 0));
    this.routers = starts.slice(0, routers.length);
    this.auxiliary = starts.slice(routers.length);
    const words = sizes.reduce((sum, size) => sum + size, 0);
    this.buffer = gpu.device.createBuffer({
      size: Math.max(1, words) * WORD, // without routers nobody reads it
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    const encoder = gpu.device.createCommandEncoder();
    all.forEach((router, i) => {
      this.copy(gpu, encoder, router, starts[i]!);
    });
    gpu.submit(); // the weights may still be on their way
    gpu.device.queue.submit([encoder.finish()]);
  }

  private copy(gpu: Gpu, encoder: GPUCommandEncoder, router: RouterWeights, start: number): void {
    let at = start;
    for (const matrix of router) {
      encoder.copyBufferToBuffer(gpu.bufferOf(matrix), 0, this.buffer, at * WORD, matrix.size * WORD);
      at += matrix.size;
    }
  }
}
