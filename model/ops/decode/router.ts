/** x * Phi(x), erf by Abramowitz and Stegun 7.1.26 as tfjs has it. */
const GELU = `
fn gelu(x: f32) -> f32 {
  let z = abs(x) * 0.70710678118;
  let t = 1.0 / (1.0 + 0.3275911 * z);
  let tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return 0.5 * x * (1.0 + sign(x) * (1.0 - tail * exp(-z * z)));
}`;

/**
 * WGSL of a router's logit for the state H of the activations that begin at `own`: one product, or an MLP with a GELU (spec
 * 2.3) of so many hidden units. Its matrices, (in, out) each, begin at `router` in `routers`. Needs TOTAL.
 */
export function routerLogit(hidden: number | null): string {
  if (hidden === null) {
    return `
fn router_logit(own: u32, router: u32, outputs: u32, output: u32, thread: u32) -> f32 {
  var part = 0.0;
  for (var i = thread; i < HIDDEN; i += THREADS) {
    part += work[own + H + i] * routers[router + i * outputs + output];
  }
  return total(part, thread);
}`;
  }
  return `
${GELU}
const UNITS = ${hidden}u;
fn router_logit(own: u32, router: u32, outputs: u32, output: u32, thread: u32) -> f32 {
  storageBarrier();
  for (var unit = thread; unit < UNITS; unit += THREADS) {
    var sum = 0.0;
    for (var i = 0u; i < HIDDEN; i++) { sum += work[own + H + i] * routers[router + i * UNITS + unit]; }
    work[own + ROUTER + unit] = gelu(sum);
  }
  var part = 0.0;
  for (var unit = thread; unit < UNITS; unit += THREADS) {
    part += work[own + ROUTER + unit] * routers[router + HIDDEN * UNITS + unit * outputs + output];
  }
  return total(part, thread);
}`;
}
