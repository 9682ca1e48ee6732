/**
 * Small results, read late: each goes through one of a few staging buffers, so that the device works on while the host waits,
 * and nothing is allocated for it.
 */
export class Readback {
  private readonly free: GPUBuffer[];
  private readonly all: readonly GPUBuffer[];

  /** slots: results that may be on their way at once. */
  constructor(
    device: GPUDevice,
    private readonly bytes: number,
    slots: number,
  ) {
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.all = Array.from({ length: slots }, () => device.createBuffer({ size: bytes, usage }));
    this.free = [...this.all];
  }

  /** Encodes a copy of the source's bytes. What it gives is called once the encoder's commands were submitted. */
  copy(encoder: GPUCommandEncoder, source: GPUBuffer): () => Promise<ArrayBuffer> {
    const staging = this.free.shift()!;
    encoder.copyBufferToBuffer(source, 0, staging, 0, this.bytes);
    return async () => {
      await staging.mapAsync(GPUMapMode.READ);
      const bytes = staging.getMappedRange().slice(0);
      staging.unmap();
      this.free.push(staging);
      return bytes;
    };
  }

  /** What is still on its way rejects. */
  dispose(): void {
    for (const buffer of this.all) buffer.destroy();
  }
}
