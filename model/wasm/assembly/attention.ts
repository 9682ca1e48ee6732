import { Call } from './call';
import { exp4, max4, sum4 } from './exponential';
import { product } from './product';
import { heads, headWidth, kvHeads } from './shape';

/**
 * A text's entries of one layer pass: for every key-value head the keys, then for every one the values, both as the right
 * side of a product. Keys in panels of 8 entries (columns) over headWidth rows; values in panels of 8 numbers of the head
 * (columns) over the entries (rows).
 */

/** Rows of one text that attend together: so many share one reading of the entries. */
const ATTENDING: i32 = 16;

/** Lower than any score. */
const UNSEEN: f32 = -1e30;

/** pair: kvHeads keys, rotated, and after them kvHeads values, to their place among the entries. */
export function writeEntry(pair: usize, entries: usize, place: i32, room: i32): void {
  const block = (<usize>(room * headWidth)) << 2;
  for (let head = 0; head < kvHeads; head++) {
    let key = entries + <usize>((place >> 3) * headWidth * 32 + (place & 7) * 4);
    for (let i = 0; i < headWidth; i++) {
      store<f32>(key, load<f32>(pair));
      key += 32;
      pair += 4;
    }
    entries += block;
  }
  const panel = (<usize>room) << 5;
  for (let head = 0; head < kvHeads; head++) {
    let value = entries + ((<usize>place) << 5);
    for (let i = 0; i < headWidth; i += 8) {
      v128.store(value, v128.load(pair));
      v128.store(value, v128.load(pair, 16), 16);
      value += panel;
      pair += 32;
    }
    entries += block;
  }
}

/**
 * Grouped-query attention of the call's rows, each over the entries of its text up to its own (spec 1.1); queries become what was
 * mixed. Under sharing a text's rows at different recursions have the same entries; where their places fall, others begin.
 * A thread takes every so many-th of those that attend together: later ones have more to see.
 */
export function attend(call: Call, rows: i32, thread: i32, threads: i32): void {
  let row = 0;
  let turn = 0;
  while (row < rows) {
    const entries = load<u32>(call.entries + (row << 2));
    let count = 1;
    while (
      count < ATTENDING &&
      row + count < rows &&
      load<u32>(call.entries + ((row + count) << 2)) === entries &&
      load<i32>(call.places + ((row + count) << 2)) > load<i32>(call.places + ((row + count - 1) << 2))
    )
      count++;
    if (turn === thread) attendTogether(call, row, count, rows, entries, scoresOf(call, thread));
    if (++turn === threads) turn = 0;
    row += count;
  }
}

/** Where a thread has room for its scores. */
function scoresOf(call: Call, thread: i32): usize {
  return call.scores + thread * (max(ATTENDING, heads / kvHeads) * (call.room << 2));
}

/** Some of the call's rows, of one text, by ascending place. The heads that share a key-value head are as good as rows, where there is one row only. */
function attendTogether(call: Call, row: i32, count: i32, rows: i32, entries: usize, scores: usize): void {
  const group = heads / kvHeads;
  const stride = ((heads + 2 * kvHeads) * headWidth) << 2;
  const block = (<usize>(call.room * headWidth)) << 2;
  const queries = call.mixed + row * stride;
  const places = call.places + (row << 2);
  const headBytes = headWidth << 2;
  for (let head = 0; head < kvHeads; head++) {
    const q = queries + head * group * headBytes;
    const keys = entries + <usize>head * block;
    const values = keys + <usize>kvHeads * block;
    const shown = shownAt(call, head * group, row, rows);
    const ofHead = rows * (call.room << 2);
    if (count === 1) {
      mix(call, scores, q, headBytes, group, keys, values, places, false, shown, ofHead);
    } else {
      for (let i = 0; i < group; i++) {
        const at = shown === 0 ? <usize>0 : shown + i * ofHead;
        mix(call, scores, q + i * headBytes, stride, count, keys, values, places, true, at, call.room << 2);
      }
    }
  }
}

/** Where a head's probabilities of a row are to be left; 0 where they are not. */
function shownAt(call: Call, head: i32, row: i32, rows: i32): usize {
  return call.shown === 0 ? <usize>0 : call.shown + (head * rows + row) * (call.room << 2);
}

/** softmax(q k) v for q (rows, headWidth), in its place; the probabilities are left at `shown`, a row each `shownStride`, if it is not 0. */
function mix(
  call: Call,
  scores: usize,
  q: usize,
  stride: i32,
  rows: i32,
  keys: usize,
  values: usize,
  places: usize,
  placeEach: bool,
  shown: usize,
  shownStride: i32,
): void {
  const scoreStride = call.room << 2;
  const newest = load<i32>(placeEach ? places + ((rows - 1) << 2) : places);
  const width = (newest + 8) & ~7;
  product(q, stride, rows, headWidth, keys, headWidth << 5, scores, scoreStride, width, false);
  for (let row = 0; row < rows; row++) {
    const seen = load<i32>(placeEach ? places + (row << 2) : places) + 1;
    softmax(scores + row * scoreStride, seen, width);
    if (shown !== 0) memory.copy(shown + row * shownStride, scores + row * scoreStride, width << 2);
  }
  product(scores, scoreStride, rows, width, values, call.room << 5, q, stride, headWidth, false);
}

/** The first `seen` of `width` scores to probabilities, the rest to 0; width is a multiple of 8. */
export function softmax(scores: usize, seen: i32, width: i32): void {
  const end = scores + ((<usize>width) << 2);
  for (let at = scores + ((<usize>seen) << 2); at < end; at += 4) store<f32>(at, UNSEEN);
  let top = f32x4.splat(UNSEEN);
  for (let at = scores; at < end; at += 16) top = f32x4.max(top, v128.load(at));
  const largest = f32x4.splat(max4(top));
  let sum = f32x4.splat(0);
  for (let at = scores; at < end; at += 16) {
    const share = exp4(f32x4.sub(v128.load(at), largest));
    sum = f32x4.add(sum, share);
    v128.store(at, share);
  }
  const scale = f32x4.splat(<f32>1 / sum4(sum));
  for (let at = scores; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), scale));
}
