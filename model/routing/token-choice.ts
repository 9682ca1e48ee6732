import { column } from '../ops/logits';
import { shares } from '../ops/merge';
import type { Choice } from './choice';
import type { RoutingContext } from './routing';

/**
 * Each token chooses its depth once, from the states that enter the first recursion (spec 3.2). A token of depth i goes
 * ungated through recursions 1 to i and leaves with H^1 + g * F^i(.. F^1(H^1)).
 */
export function tokenChoice({ config, weights }: RoutingContext): Choice {
  const { routing } = config;
  const activation = routing.activation === 'softmax' ? 'softmax' : 'sigmoid';
  const weighted = routing.gateEveryRecursion ? 'all' : 'choosers';
  return {
    asked: 'once',
    router: () => weights.routers[0]!,
    auxiliary: () => undefined,
    rule: (recursion) => (recursion === 1 ? null : { kind: 'reaching', column: recursion - 1 }),
    merging: (recursion) => ({
      kind: 'chosen',
      activation,
      alpha: routing.alpha,
      column: recursion - 1,
      gated: routing.gating === 'weighted' ? weighted : 'nobody',
    }),
    told: (recursion, logits) => ({
      routerLogits: column(logits, recursion - 1),
      scores: column(shares(logits, activation), recursion - 1),
      threshold: null,
    }),
  };
}
