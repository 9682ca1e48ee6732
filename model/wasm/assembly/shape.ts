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

export function configure(
  hidden: i32,
  hiddenPadded: i32,
  queryHeads: i32,
  keyValueHeads: i32,
  headPadded: i32,
  intermediatePadded: i32,
  vocabPadded: i32,
  eps: f32,
  cosineTable: usize,
  sineTable: usize,
): void {
  hiddenSize = hidden;
  hiddenWidth = hiddenPadded;
  heads = queryHeads;
  kvHeads = keyValueHeads;
  headWidth = headPadded;
  intermediateWidth = intermediatePadded;
  vocabWidth = vocabPadded;
  rmsNormEps = eps;
  cosines = cosineTable;
  sines = sineTable;
}
