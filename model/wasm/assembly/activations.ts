import { exp4 } from './exponential';

/** x (rows, 2 width): SiLU of the first half times the second, into the first. */
export function swiglu(x: usize, rows: i32, width: i32): void {
  const half = (<usize>width) << 2;
  const one = f32x4.splat(1);
  for (let row = 0; row < rows; row++) {
    const end = x + half;
    for (; x < end; x += 16) {
      const gate = v128.load(x);
      const silu = f32x4.div(gate, f32x4.add(one, exp4(f32x4.neg(gate))));
      v128.store(x, f32x4.mul(silu, v128.load(x + half)));
    }
    x += half;
  }
}

/** x (count) to x * Phi(x), in place: by the error function, Abramowitz and Stegun 7.1.26. */
export function gelu(x: usize, count: i32): void {
  const one = f32x4.splat(1);
  const end = x + ((<usize>count) << 2);
  for (; x < end; x += 16) {
    const value = v128.load(x);
    const z = f32x4.mul(f32x4.abs(value), f32x4.splat(Mathf.SQRT1_2));
    const t = f32x4.div(one, f32x4.add(one, f32x4.mul(f32x4.splat(0.3275911), z)));
    let p = f32x4.splat(1.061405429);
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-1.453152027));
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(1.421413741));
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(-0.284496736));
    p = f32x4.add(f32x4.mul(p, t), f32x4.splat(0.254829592));
    const erf = f32x4.sub(one, f32x4.mul(f32x4.mul(p, t), exp4(f32x4.neg(f32x4.mul(z, z)))));
    const sign = v128.and(value, i32x4.splat(0x80000000));
    const both = f32x4.add(one, v128.or(erf, sign));
    v128.store(x, f32x4.mul(f32x4.mul(value, f32x4.splat(0.5)), both));
  }
}
