import { currentGpu } from '../gpu/gpu';
import type { Program } from '../gpu/program';
import { Readback } from '../gpu/readback';
import { type DecodeShape, STATE } from '../ops/decode/shape';
import { MANY_TOKENS, ONE_TOKEN, PLACE_WORDS, TO_WRITE, type Tokens } from '../ops/decode/tokens';
import type { Matrix } from '../ops/matrix';

export type Words = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
/** What a program is bound to: words for a buffer of their own, uniforms, or a matrix that is there. */
export type Bound = Words | { readonly uniform: Words } | Matrix;

/** Runs a program once on tfjs' device; gives the words that the buffers of those asked for then hold. */
export async function runProgram<Asked extends Words>(
  program: Program,
  bound: readonly Bound[],
  groups: readonly [number, number?, number?],
  asked: readonly Asked[],
): Promise<Float32Array[]> {
  const gpu = currentGpu();
  const { device } = gpu;
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
  const made = new Map<Bound, GPUBuffer>();
  for (const each of bound) {
    if ('tensor' in each) continue;
    const [words, usage] = 'uniform' in each ? [each.uniform, UNIFORM] : [each, STORAGE | COPY_SRC];
    const buffer = device.createBuffer({ size: words.byteLength, usage: usage | COPY_DST });
    device.queue.writeBuffer(buffer, 0, words);
    made.set(each, buffer);
  }
  const buffers = bound.map((each) => ('tensor' in each ? gpu.bufferOf(each.tensor) : made.get(each)!));
  gpu.dispatch(program, buffers, groups);
  gpu.submit();
  const found = await Promise.all(asked.map((words) => read(device, made.get(words)!)));
  for (const buffer of made.values()) buffer.destroy();
  return found;
}

async function read(device: GPUDevice, buffer: GPUBuffer): Promise<Float32Array> {
  const readback = new Readback(device, buffer.size, 1);
  const encoder = device.createCommandEncoder();
  const arrived = readback.copy(encoder, buffer);
  device.queue.submit([encoder.finish()]);
  const bytes = await arrived();
  readback.dispose();
  return new Float32Array(bytes);
}

/** Where a token's part of the activations begins, by its WGSL name. */
export function partAt({ declarations }: DecodeShape, name: string): number {
  return Number(new RegExp(`const ${name} = (\\d+)u`).exec(declarations)![1]);
}

/** A token at hand. */
export interface TestToken {
  readonly position: number;
  /** Entries it attends to, its own the last. */
  readonly length: number;
  /** Where its text's entries begin. */
  readonly block: number;
  readonly writes: boolean;
}

/** Tokens as a recording (the first of them alone) or a row engine tells of them; their activations stand one after another. */
export function tellTokens(
  shape: DecodeShape,
  many: boolean,
  given: readonly TestToken[],
): { readonly tokens: Tokens; readonly told: readonly [Bound, Bound] } {
  if (many) {
    const places = [given.length, 0, 0, 0, ...given.flatMap((token, i) => placeOf(shape, token, i))];
    return { tokens: MANY_TOKENS, told: [{ uniform: new Uint32Array(4) }, Uint32Array.from(places)] };
  }
  const { position, length, block } = given[0]!;
  const state = new Uint32Array(shape.words.state);
  state[STATE.going] = 1;
  state.set([position, length - 1], STATE.counts);
  return { tokens: ONE_TOKEN, told: [{ uniform: Uint32Array.of(1, 1, block, 0) }, state] };
}

function placeOf({ words }: DecodeShape, { position, length, block, writes }: TestToken, i: number) {
  const place = [i * words.work, position, block, 2 * (length - 1) + (writes ? TO_WRITE : 0)];
  if (place.length !== PLACE_WORDS) throw new Error('a place has other words');
  return place;
}
