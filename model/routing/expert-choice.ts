import type { Choice } from './choice';
import { sigmoid } from './router';
import type { RoutingContext } from './routing';
import { capacity } from './selection';

const THRESHOLD = 0.5;

/**
 * Each recursion's own router chooses among those still going (spec 2). Under `topk` the recursion takes its capacity's
 * largest logits of the whole text; under `threshold` each token goes on whose own logit says so, which is causal.
 */
export function expertChoice({ config, weights, rule, length }: RoutingContext): Choice {
  const { activation, alpha, capacities, gating } = config.routing;
  const byThreshold = (recursion: number) => rule === 'threshold' && recursion > 1;
  return {
    asked: 'every recursion',
    router: (recursion) => weights.routers[recursion - 1]!,
    auxiliary: (recursion) => (byThreshold(recursion) ? weights.auxRouters[recursion - 1] : undefined),
    rule: (recursion) => {
      if (recursion === 1) return null;
      if (byThreshold(recursion)) return { kind: 'positive' }; // sigmoid(logit) >= 0.5
      return { kind: 'largest', count: capacity(capacities[recursion - 1]!, length) };
    },
    merging: () =>
      gating === 'weighted'
        ? { kind: 'added', activation: activation === 'tanh' ? 'tanh' : 'sigmoid', alpha }
        : { kind: 'ungated' },
    told: (recursion, logits, deciding) => ({
      routerLogits: logits.values,
      scores: deciding.values.map(sigmoid),
      threshold: byThreshold(recursion) ? THRESHOLD : null,
    }),
  };
}
