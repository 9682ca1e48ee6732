import type { ModelConfig, RoutingType } from '../../config';
import { leastLot, lots } from '../decode/lots';
import { NO_ROUTER } from '../decode/settle';

/** `fn decide(i: u32)`: what the i-th of those asked is told, as `rows/row-routing.ts` defines it. */
export const DECIDING: Readonly<Record<RoutingType, (config: ModelConfig) => string>> = {
  none: () => `
fn decide(i: u32) {
  let row = s.ask[i];
  s.row[row].on = select(0u, 1u, s.row[row].at < RECURSIONS);
  s.row[row].gate = 1.0;
}`,

  expert: ({ routing: { activation, alpha, gating } }) => `
fn decide(i: u32) {
  let row = s.ask[i];
  let done = s.row[row].at;
  s.row[row].on = 0u;
  if (done == RECURSIONS) { return; }
  let logit = answers[2u * i];
  let deciding = select(logit, answers[2u * i + 1u], AUXILIARY[done] != ${NO_ROUTER}u);
  s.row[row].on = select(0u, 1u, done == 0u || deciding >= 0.0);
  s.row[row].gate = ${gating === 'weighted' ? `${alpha} * ${activation === 'tanh' ? 'tanh(logit)' : '1.0 / (1.0 + exp(-logit))'}` : '1.0'};
  s.row[row].keep = 1.0;
}`,

  random: (config) => {
    const { alpha, gating } = config.routing;
    const least = Array.from({ length: config.numRecursions }, (_, r) => `${leastLot(config, r + 1)}u`);
    return `
const LEAST_LOTS = array<u32, RECURSIONS>(${least});
${lots(config)}
fn decide(i: u32) {
  let row = s.ask[i];
  let done = s.row[row].at;
  s.row[row].on = 0u;
  if (done == RECURSIONS) { return; }
  let lot = draw_lot(done + 1u, s.row[row].position);
  s.row[row].on = select(0u, 1u, lot >= LEAST_LOTS[done]);
  s.row[row].gate = ${gating === 'weighted' ? `${alpha} * share_of(lot)` : '1.0'};
  s.row[row].keep = 1.0;
}`;
  },

  token: ({ routing: { activation, alpha, gating, gateEveryRecursion } }) => `
/** The share of each depth, and the depth with the largest logit. */
fn choose(i: u32, row: u32) {
  let first = i * (RECURSIONS + 1u);
  var top = 0u;
  for (var depth = 1u; depth < RECURSIONS; depth++) {
    if (answers[first + depth] > answers[first + top]) { top = depth; }
  }
  var sum = 0.0;
  for (var depth = 0u; depth < RECURSIONS; depth++) { sum += exp(answers[first + depth] - answers[first + top]); }
  for (var depth = 0u; depth < RECURSIONS; depth++) {
    s.row[row].shares[depth] = ${
      activation === 'softmax'
        ? 'exp(answers[first + depth] - answers[first + top]) / sum'
        : '1.0 / (1.0 + exp(-answers[first + depth]))'
    };
  }
  s.row[row].chosen = top + 1u;
}
fn decide(i: u32) {
  let row = s.ask[i];
  let done = s.row[row].at;
  s.row[row].on = 0u;
  if (done == RECURSIONS) { return; }
  if (done == 0u) { choose(i, row); }
  let is_last = s.row[row].chosen == done + 1u;
  s.row[row].on = select(0u, 1u, s.row[row].chosen > done);
  s.row[row].gate = ${gating === 'weighted' ? `select(1.0, ${alpha} * s.row[row].shares[done], ${gateEveryRecursion} || is_last)` : '1.0'};
  s.row[row].keep = select(0.0, 1.0, is_last);
}`,
};
