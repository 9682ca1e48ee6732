import type { MorError } from '../errors';

/** An address in the kernels' memory, bytes. */
export type Address = number;

/** What `assembly/index.ts` exports, as its comments describe it. */
export interface Exports {
  readonly memory: WebAssembly.Memory;
  /** Zeros, on a boundary of 16 bytes. */
  allocate(bytes: number): Address;
  free(address: Address): void;
  /** By a `Shape` that stays where it is (`shape.ts`). */
  configure(shape: Address): void;
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

/** A model's kernels, and what they hold. Addresses are of the memory they work in. */
export interface Kernels extends Exports {
  /** Threads that compute together; each has room of its own for what it is about. */
  readonly threads: number;
  /** Bytes that are allocated now. */
  readonly held: number;
}

/** Where a model's kernels come from. */
export interface KernelSource {
  readonly threads: number;
  /** Those of one more model. */
  start(): Kernels;
  /** Why they cannot compute any more; null while they can. */
  loss(): MorError | null;
  dispose(): void;
}

/** On the thread that asks alone, every model in a memory of its own. */
export function ownKernels(module: WebAssembly.Module): KernelSource {
  return {
    threads: 1,
    start: () => counted(new WebAssembly.Instance(module).exports as unknown as Exports, 1),
    loss: () => null,
    dispose: () => {},
  };
}

/** Counts what is allocated through them. */
export function counted(exports: Exports, threads: number): Kernels {
  const sizes = new Map<Address, number>();
  let held = 0;
  return {
    ...exports,
    threads,
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
export function floatsAt({ memory }: Pick<Kernels, 'memory'>, address: Address, count: number): Float32Array {
  return new Float32Array(memory.buffer, address, count);
}

/** As `floatsAt`. Addresses are written and read as such, too. */
export function integersAt({ memory }: Pick<Kernels, 'memory'>, address: Address, count: number): Int32Array {
  return new Int32Array(memory.buffer, address, count);
}
