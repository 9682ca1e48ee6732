/**
 * A compute shader. Its buffers are `@group(0) @binding(0..)` in the order in which they are given to a dispatch, its
 * uniforms (if any) the binding after them, and its entry point is `main`, with its workgroup size in the code.
 */
export interface Program {
  /** Told where the device complains. */
  readonly name: string;
  /** WGSL. A pipeline is built once for each text of it. */
  readonly code: string;
}

/** Workgroups in x, y and z, each at most 65535, or where in a buffer (with INDIRECT usage) these three u32 stand. */
export type Workgroups =
  | readonly [x: number, y?: number, z?: number]
  | { readonly buffer: GPUBuffer; readonly offset: number };
