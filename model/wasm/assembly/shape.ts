/**
 * The model's shape. Every width is padded with zeros to a multiple of 8 where weights are packed (`../pack.ts`), so that no
 * kernel has a remainder to care for; only the norm has to know how many numbers are real. Widths are in numbers of 4 bytes.
 */
export let hiddenSize: i32 = 0;
export let hiddenWidth: i32 = 0;
export let heads: i32 = 0;
export let kvHeads: i32 = 0;
/** Of one head: both halves padded alike, so that the pairs of the rotary embedding stay half a head apart. */
export let headWidth: i32 = 0;
export let intermediateWidth: i32 = 0;
export let vocabWidth: i32 = 0;
export let rmsNormEps: f32 = 0;
/** (context, headWidth / 2) cosines, and sines likewise. */
export let cosines: usize = 0;
export let sines: usize = 0;

/** The same in memory, where every thread finds it; `../shape.ts` writes the numbers in this order. */
@unmanaged
export class Shape {
  hiddenSize: i32;
  hiddenWidth: i32;
  heads: i32;
  kvHeads: i32;
  headWidth: i32;
  intermediateWidth: i32;
  vocabWidth: i32;
  rmsNormEps: f32;
  cosines: usize;
  sines: usize;
}

/** From now on this thread's kernels are those of a model of this shape. */
export function configure(shape: Shape): void {
  hiddenSize = shape.hiddenSize;
  hiddenWidth = shape.hiddenWidth;
  heads = shape.heads;
  kvHeads = shape.kvHeads;
  headWidth = shape.headWidth;
  intermediateWidth = shape.intermediateWidth;
  vocabWidth = shape.vocabWidth;
  rmsNormEps = shape.rmsNormEps;
  cosines = shape.cosines;
  sines = shape.sines;
}
