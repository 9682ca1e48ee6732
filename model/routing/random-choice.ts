import { gates, type Merging, merge } from '../ops/merge';
import type { Routing, RoutingContext } from './routing';
import { capacity, everyPlace, largest, pick, placed, placesWhere } from './selection';

/**
 * The control: scores drawn from a hash of seed, recursion and position, so that every implementation draws the same
 * (training/README.md). The host draws them, whatever computes the rest: no score has to come back to it.
 */
export function randomChoice({ config, rule, length }: RoutingContext): Routing {
  const { seed, alpha, capacities, gating } = config.routing;
  const merging: Merging =
    gating === 'weighted' ? { kind: 'added', activation: 'none', alpha } : { kind: 'ungated' };
  return {
    async decide({ recursion, tokens }) {
      const { positions } = tokens;
      const scores = Float32Array.from(positions, (position) => randomScore(seed, recursion, position));
      const share = capacities[recursion - 1]!;
      const threshold = rule === 'threshold' && recursion > 1 ? 1 - share / capacities[recursion - 2]! : null;
      const kept =
        recursion === 1
          ? everyPlace(positions.length)
          : threshold === null
            ? largest(scores, capacity(share, length))
            : placesWhere(scores, (score) => score >= threshold);
      const drawn = { values: pick(scores, kept), outputs: 1 };
      return {
        selected: kept.length === positions.length ? tokens : tokens.stretch.at(placed(positions, kept)),
        merge: (passed) => merge(passed, drawn, merging),
        told: async () => ({
          routerLogits: new Float32Array(0),
          scores,
          threshold,
          gates: gates(drawn, merging),
        }),
      };
    },
    dispose() {},
  };
}

/** In [0, 1), exact in float32; recursion 1-based. */
export function randomScore(seed: number, recursion: number, position: number): number {
  return (randomHash(seed, recursion, position) >>> 8) / 2 ** 24;
}

/** An unsigned 32-bit integer, the same as the trainer's for the same place. */
export function randomHash(seed: number, recursion: number, position: number): number {
  return lowbias32(lowbias32(lowbias32(seed + 0x9e3779b9) ^ recursion) ^ position);
}

/** Unsigned 32-bit integer hash. */
function lowbias32(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}
