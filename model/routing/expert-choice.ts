import { addGated } from './gate';
import { routerLogits, sigmoid } from './router';
import type { Routing, RoutingContext } from './routing';
import { capacity, everyPlace, largest, pick, placesWhere } from './selection';

const THRESHOLD = 0.5;

/**
 * Each recursion's own router chooses among those still going (spec 2). Under `topk` the recursion takes its capacity's
 * largest logits of the whole text; under `threshold` each token goes on whose own logit says so, which is causal.
 */
export function expertChoice({ config, weights, rule, length }: RoutingContext): Routing {
  const { activation, alpha, capacities, gating } = config.routing;
  const activate = activation === 'tanh' ? Math.tanh : sigmoid;
  return {
    async decide({ recursion, states, positions }) {
      const router = recursion - 1;
      const logits = await routerLogits(states, weights.routers[router]!);
      const byThreshold = rule === 'threshold' && recursion > 1;
      const auxiliary = byThreshold ? weights.auxRouters[router] : undefined;
      const deciding = auxiliary ? await routerLogits(states, auxiliary) : logits;
      const kept =
        recursion === 1
          ? everyPlace(positions.length)
          : byThreshold
            ? placesWhere(deciding, (logit) => logit >= 0) // sigmoid(logit) >= 0.5
            : largest(logits, capacity(capacities[router]!, length));
      return {
        kept,
        routerLogits: logits,
        scores: deciding.map(sigmoid),
        threshold: byThreshold ? THRESHOLD : null,
        gates:
          gating === 'weighted'
            ? pick(logits, kept).map((logit) => alpha * activate(logit))
            : new Float32Array(0),
      };
    },
    merge: addGated,
  };
}
