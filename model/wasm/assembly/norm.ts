import { sum4 } from './exponential';
import { hiddenSize, hiddenWidth, rmsNormEps } from './shape';

/** y = x / sqrt(mean(x^2) + eps) * weight: (rows, hiddenWidth) to the same (spec 1.1). */
export function rmsNorm(x: usize, rows: i32, weight: usize, y: usize): void {
  const bytes = (<usize>hiddenWidth) << 2;
  for (let row = 0; row < rows; row++) {
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 32) {
      const u = v128.load(x + at);
      const v = v128.load(x + at, 16);
      a = f32x4.add(a, f32x4.mul(u, u));
      b = f32x4.add(b, f32x4.mul(v, v));
    }
    const mean = sum4(f32x4.add(a, b)) / <f32>hiddenSize;
    const scale = f32x4.splat(<f32>1 / sqrt<f32>(mean + rmsNormEps));
    for (let at: usize = 0; at < bytes; at += 16) {
      v128.store(y + at, f32x4.mul(f32x4.mul(v128.load(x + at), scale), v128.load(weight + at)));
    }
    x += bytes;
    y += bytes;
  }
}
