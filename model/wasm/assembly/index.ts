export { gelu, swiglu } from './activations';
export { softmax } from './attention';
export { layer } from './layer';
export { rmsNorm } from './norm';
export { product } from './product';
export { rotate } from './rope';
export { embed, gather, merge, readOut, route, scatter } from './rows';
export { configure } from './shape';

/** Address of so many bytes, zeros, on a boundary of 16. */
export function allocate(bytes: usize): usize {
  const address = heap.alloc(bytes);
  memory.fill(address, 0, bytes);
  return address;
}

/** Gives back what `allocate` gave. */
export function free(address: usize): void {
  heap.free(address);
}
