/** An address in the kernels' memory, bytes. */
export type Address = number;

/** What `assembly/index.ts` exports, as its comments describe it. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  /** Zeros, on a boundary of 16 bytes. */
  allocate(bytes: number): Address;
  free(address: Address): void;
  configure(
    hiddenSize: number,
    hiddenWidth: number,
    heads: number,
    kvHeads: number,
    headWidth: number,
    intermediateWidth: number,
    vocabWidth: number,
    rmsNormEps: number,
    cosines: Address,
    sines: Address,
  ): void;
  embed(embedding: Address, ids: Address, rows: number, x: Address): void;
  layer(weights: Address, call: Address, rows: number, writing: number): void;
  readOut(x: Address, rows: number, norm: Address, head: Address, normed: Address, logits: Address): void;
  route(
    x: Address,
    rows: number,
    first: Address,
    second: Address,
    hidden: Address,
    hiddenColumns: number,
    logits: Address,
    outputs: number,
  ): void;
  gather(states: Address, rows: Address, count: number, x: Address): void;
  scatter(x: Address, rows: Address, count: number, states: Address): void;
  merge(
    base: Address,
    x: Address,
    rows: Address,
    keeps: Address,
    gates: Address,
    count: number,
    states: Address,
  ): void;
  product(
    x: Address,
    xStride: number,
    rows: number,
    depth: number,
    w: Address,
    panelStride: number,
    y: Address,
    yStride: number,
    columns: number,
    add: boolean,
  ): void;
  rmsNorm(x: Address, rows: number, weight: Address, y: Address): void;
  rotate(x: Address, count: number, position: number): void;
  softmax(scores: Address, seen: number, width: number): void;
  swiglu(x: Address, rows: number, width: number): void;
  gelu(x: Address, count: number): void;
}

/** The module's functions, and what they hold. Addresses are of its own memory. */
export interface Kernels extends Exports {
  /** Bytes that are allocated now. */
  readonly held: number;
}

/** A memory of its own with the kernels that work in it. */
export function startKernels(module: WebAssembly.Module): Kernels {
  const exports = new WebAssembly.Instance(module).exports as unknown as Exports;
  const sizes = new Map<Address, number>();
  let held = 0;
  return {
    ...exports,
    get held() {
      return held;
    },
    allocate(bytes) {
      const address = exports.allocate(bytes);
      sizes.set(address, bytes);
      held += bytes;
      return address;
    },
    free(address) {
      exports.free(address);
      held -= sizes.get(address)!;
      sizes.delete(address);
    },
  };
}

/** The numbers at an address. A view: good until more is allocated, for the memory may then be another. */
export function floatsAt({ memory }: Kernels, address: Address, count: number): Float32Array {
  return new Float32Array(memory.buffer, address, count);
}

/** As `floatsAt`. Addresses are written and read as such, too. */
export function integersAt({ memory }: Kernels, address: Address, count: number): Int32Array {
  return new Int32Array(memory.buffer, address, count);
}
