import { cosines, headWidth, sines } from './shape';

/** Rotates `count` heads that stand one after another, of a token at `position`; the pairs are half a head apart (spec 1.1). */
export function rotate(x: usize, count: i32, position: i32): void {
  const half = (<usize>headWidth) << 1;
  const cosine = cosines + <usize>position * half;
  const sine = sines + <usize>position * half;
  for (let head = 0; head < count; head++) {
    for (let at: usize = 0; at < half; at += 16) {
      const a = v128.load(x + at);
      const b = v128.load(x + half + at);
      const c = v128.load(cosine + at);
      const s = v128.load(sine + at);
      v128.store(x + at, f32x4.sub(f32x4.mul(a, c), f32x4.mul(b, s)));
      v128.store(x + half + at, f32x4.add(f32x4.mul(b, c), f32x4.mul(a, s)));
    }
    x += half << 1;
  }
}
