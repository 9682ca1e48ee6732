import type { ModelConfig, RoutingType } from '../../config';
import { leastLot, lots } from './lots';

/** The causal rule of a routing in WGSL, as `rows/row-routing.ts` has it: for one token on its way and for rows of a batch. */
interface Rule {
  readonly functions: string;
  /** What `judge` is told of the token after the recursion it asks to enter, 1-based. */
  readonly told: string;
  /** Of the verdict, as WGSL expressions; the gate as it is where it weighs. */
  readonly score: string;
  readonly on: string;
  readonly gate: string;
  readonly keep: string;
}

const RULES: Readonly<Record<RoutingType, (config: ModelConfig) => Rule>> = {
  none: () => ({ functions: '', told: '', score: '0.0', on: 'true', gate: '1.0', keep: '0.0' }),

  expert: ({ routing: { activation } }) => ({
    functions: '',
    told: ', logit: f32, deciding: f32',
    score: 'sigmoid(deciding)',
    on: 'recursion == 1u || deciding >= 0.0',
    gate: `ALPHA * ${activation === 'tanh' ? 'tanh' : 'sigmoid'}(logit)`,
    keep: '1.0',
  }),

  token: ({ routing: { activation, gateEveryRecursion } }) => ({
    functions: `
/** Once a token: the share of each depth, and the depth with the largest logit. */
struct Choice { shares: array<f32, RECURSIONS>, depth: u32 }
fn choose(logits: array<f32, RECURSIONS>) -> Choice {
  var own = logits;
  var top = 0u;
  for (var i = 1u; i < RECURSIONS; i++) { top = select(top, i, own[i] > own[top]); }
  var sum = 0.0;
  for (var i = 0u; i < RECURSIONS; i++) { sum += exp(own[i] - own[top]); }
  var choice: Choice;
  for (var i = 0u; i < RECURSIONS; i++) {
    choice.shares[i] = ${activation === 'softmax' ? 'exp(own[i] - own[top]) / sum' : 'sigmoid(own[i])'};
  }
  choice.depth = top + 1u;
  return choice;
}`,
    told: ', share: f32, chosen: u32',
    score: 'share',
    on: 'chosen >= recursion',
    gate: `select(1.0, ALPHA * share, ${gateEveryRecursion} || chosen == recursion)`,
    keep: 'select(0.0, 1.0, chosen == recursion)',
  }),

  random: (config) => ({
    functions: `
const LEAST_LOTS = array<u32, RECURSIONS>(${Array.from({ length: config.numRecursions }, (_, r) => `${leastLot(config, r + 1)}u`)});
${lots(config)}`,
    told: ', position: u32',
    score: 'share_of(draw_lot(recursion, position))',
    on: 'draw_lot(recursion, position) >= LEAST_LOTS[recursion - 1u]',
    gate: 'ALPHA * share_of(draw_lot(recursion, position))',
    keep: '1.0',
  }),
};

/** WGSL: `judge`, and for token-choice `choose`. Needs RECURSIONS. */
export function ruleOf(config: ModelConfig): string {
  const { type, alpha, gating } = config.routing;
  const { functions, told, score, on, gate, keep } = RULES[type](config);
  return `
const ALPHA: f32 = ${alpha};
fn sigmoid(x: f32) -> f32 { return 1.0 / (1.0 + exp(-x)); }
/** What a token is told: if it goes on, its state leaves the recursion as keep * base + gate * what the block made of it. */
struct Verdict { score: f32, on: bool, gate: f32, keep: f32 }
${functions}
fn judge(recursion: u32${told}) -> Verdict {
  return Verdict(${score}, ${on}, ${gating === 'weighted' ? gate : '1.0'}, ${keep});
}
`;
}

/** WGSL: where in the activations the state begins to which a recursion adds. */
export function baseOf({ routing }: ModelConfig): 'FIRST' | 'BEFORE' {
  return routing.type === 'token' ? 'FIRST' : 'BEFORE';
}
