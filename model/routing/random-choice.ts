import { addGated } from './gate';
import type { Routing, RoutingContext } from './routing';
import { capacity, everyPlace, largest, pick, placesWhere } from './selection';

/** The control: scores drawn from a hash of seed, recursion and position, so that every implementation draws the same (training/README.md). */
export function randomChoice({ config, rule, length }: RoutingContext): Routing {
  const { seed, alpha, capacities, gating } = config.routing;
  return {
    async decide({ recursion, positions }) {
      const scores = Float32Array.from(positions, (position) => randomScore(seed, recursion, position));
      const share = capacities[recursion - 1]!;
      const threshold = rule === 'threshold' && recursion > 1 ? 1 - share / capacities[recursion - 2]! : null;
      const kept =
        recursion === 1
          ? everyPlace(positions.length)
          : threshold === null
            ? largest(scores, capacity(share, length))
            : placesWhere(scores, (score) => score >= threshold);
      return {
        kept,
        routerLogits: new Float32Array(0),
        scores,
        threshold,
        gates: gating === 'weighted' ? pick(scores, kept).map((score) => alpha * score) : new Float32Array(0),
      };
    },
    merge: addGated,
  };
}

/** In [0, 1), exact in float32; recursion 1-based. */
export function randomScore(seed: number, recursion: number, position: number): number {
  return (randomHash(seed, recursion, position) >>> 8) / 2 ** 24;
}

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
