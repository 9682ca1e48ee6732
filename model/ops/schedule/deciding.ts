import type { ModelConfig, RoutingType } from '../../config';
import { ruleOf } from '../decode/rule';
import { NO_ROUTER } from '../decode/settle';

/** WGSL: what the rule says of the i-th of those asked, a row that has done so many recursions. */
const ASKING: Readonly<Record<RoutingType, string>> = {
  none: 'judge(done + 1u)',
  expert: `judge(done + 1u, answers[2u * i], answers[2u * i + select(0u, 1u, AUXILIARY[done] != ${NO_ROUTER}u)])`,
  token: 'judge(done + 1u, s.row[row].shares[done], s.row[row].chosen)',
  random: 'judge(done + 1u, s.row[row].position)',
};

/** A token on its way in has chosen its depth. */
const CHOOSING = `
  if (done == 0u) {
    var logits: array<f32, RECURSIONS>;
    for (var depth = 0u; depth < RECURSIONS; depth++) { logits[depth] = answers[i * (RECURSIONS + 1u) + depth]; }
    let choice = choose(logits);
    s.row[row].shares = choice.shares;
    s.row[row].chosen = choice.depth;
  }`;

/** WGSL: `fn decide(i: u32)`, by which the i-th of those asked is told. */
export function deciding(config: ModelConfig): string {
  const { type } = config.routing;
  return `${ruleOf(config)}
fn decide(i: u32) {
  let row = s.ask[i];
  let done = s.row[row].at;
  s.row[row].on = 0u;
  if (done == RECURSIONS) { return; }
  ${type === 'token' ? CHOOSING : ''}
  let verdict = ${ASKING[type]};
  s.row[row].on = select(0u, 1u, verdict.on);
  s.row[row].gate = verdict.gate;
  s.row[row].keep = verdict.keep;
}`;
}
