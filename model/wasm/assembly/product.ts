/**
 * y = x w, or y += x w: x (rows, depth) by w (depth, columns). w lies in panels of 8 columns: one after another, in each the
 * 8 numbers of row 0, then those of row 1 and so on, so that it is read from front to end, once for up to every four rows.
 * Strides are bytes from one row, or panel, to the next; columns and depth are multiples of 8.
 */
export function product(
  x: usize,
  xStride: usize,
  rows: i32,
  depth: i32,
  w: usize,
  panelStride: usize,
  y: usize,
  yStride: usize,
  columns: i32,
  add: bool,
): void {
  const ys = y + ((<usize>columns) << 2);
  for (let out = y; out < ys; out += 32) {
    let row = 0;
    let from = x;
    let to = out;
    for (; row + 4 <= rows; row += 4) {
      fourRows(from, xStride, depth, w, to, yStride, add);
      from += xStride << 2;
      to += yStride << 2;
    }
    if (rows & 2) {
      twoRows(from, xStride, depth, w, to, yStride, add);
      from += xStride << 1;
      to += yStride << 1;
    }
    if (rows & 1) oneRow(from, depth, w, to, add);
    w += panelStride;
  }
}

/** Four rows by one panel: 8 sums of 4 numbers, as many as leave registers for what is multiplied. */
function fourRows(
  x0: usize,
  xStride: usize,
  depth: i32,
  w: usize,
  y0: usize,
  yStride: usize,
  add: bool,
): void {
  const x1 = x0 + xStride;
  const x2 = x1 + xStride;
  const x3 = x2 + xStride;
  const y1 = y0 + yStride;
  const y2 = y1 + yStride;
  const y3 = y2 + yStride;
  let a0 = start(y0, add);
  let b0 = start(y0 + 16, add);
  let a1 = start(y1, add);
  let b1 = start(y1 + 16, add);
  let a2 = start(y2, add);
  let b2 = start(y2 + 16, add);
  let a3 = start(y3, add);
  let b3 = start(y3 + 16, add);
  const bytes = (<usize>depth) << 2;
  for (let at: usize = 0; at < bytes; at += 4) {
    const wa = v128.load(w);
    const wb = v128.load(w, 16);
    const v0 = v128.load_splat<f32>(x0 + at);
    a0 = f32x4.add(a0, f32x4.mul(v0, wa));
    b0 = f32x4.add(b0, f32x4.mul(v0, wb));
    const v1 = v128.load_splat<f32>(x1 + at);
    a1 = f32x4.add(a1, f32x4.mul(v1, wa));
    b1 = f32x4.add(b1, f32x4.mul(v1, wb));
    const v2 = v128.load_splat<f32>(x2 + at);
    a2 = f32x4.add(a2, f32x4.mul(v2, wa));
    b2 = f32x4.add(b2, f32x4.mul(v2, wb));
    const v3 = v128.load_splat<f32>(x3 + at);
    a3 = f32x4.add(a3, f32x4.mul(v3, wa));
    b3 = f32x4.add(b3, f32x4.mul(v3, wb));
    w += 32;
  }
  v128.store(y0, a0);
  v128.store(y0, b0, 16);
  v128.store(y1, a1);
  v128.store(y1, b1, 16);
  v128.store(y2, a2);
  v128.store(y2, b2, 16);
  v128.store(y3, a3);
  v128.store(y3, b3, 16);
}

/** Two rows: with more sums than these the numbers multiplied would have to wait in memory. */
function twoRows(
  x0: usize,
  xStride: usize,
  depth: i32,
  w: usize,
  y0: usize,
  yStride: usize,
  add: bool,
): void {
  const x1 = x0 + xStride;
  const y1 = y0 + yStride;
  let a0 = start(y0, add);
  let b0 = start(y0 + 16, add);
  let a1 = start(y1, add);
  let b1 = start(y1 + 16, add);
  const bytes = (<usize>depth) << 2;
  for (let at: usize = 0; at < bytes; at += 4) {
    const wa = v128.load(w);
    const wb = v128.load(w, 16);
    const v0 = v128.load_splat<f32>(x0 + at);
    a0 = f32x4.add(a0, f32x4.mul(v0, wa));
    b0 = f32x4.add(b0, f32x4.mul(v0, wb));
    const v1 = v128.load_splat<f32>(x1 + at);
    a1 = f32x4.add(a1, f32x4.mul(v1, wa));
    b1 = f32x4.add(b1, f32x4.mul(v1, wb));
    w += 32;
  }
  v128.store(y0, a0);
  v128.store(y0, b0, 16);
  v128.store(y1, a1);
  v128.store(y1, b1, 16);
}

/** One row, two steps of the depth at once: four sums, so that fewer additions wait for the one before. */
function oneRow(x: usize, depth: i32, w: usize, y: usize, add: bool): void {
  let a = start(y, add);
  let b = start(y + 16, add);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  const end = x + ((<usize>depth) << 2);
  for (; x < end; x += 8) {
    const v0 = v128.load_splat<f32>(x);
    a = f32x4.add(a, f32x4.mul(v0, v128.load(w)));
    b = f32x4.add(b, f32x4.mul(v0, v128.load(w, 16)));
    const v1 = v128.load_splat<f32>(x, 4);
    c = f32x4.add(c, f32x4.mul(v1, v128.load(w, 32)));
    d = f32x4.add(d, f32x4.mul(v1, v128.load(w, 48)));
    w += 64;
  }
  v128.store(y, f32x4.add(a, c));
  v128.store(y, f32x4.add(b, d), 16);
}

function start(y: usize, add: bool): v128 {
  return add ? v128.load(y) : f32x4.splat(0);
}
