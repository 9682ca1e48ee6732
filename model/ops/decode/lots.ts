import type { ModelConfig } from '../../config';

/** Lots are whole numbers below this. */
const LOTS_IN_ALL = 2 ** 24;

/** WGSL: `draw_lot`, the lot of a token for a recursion (1-based), as `routing/random-choice.ts` draws it. */
export function lots({ routing }: ModelConfig): string {
  return `
/** Unsigned 32-bit integer hash. */
fn lowbias32(value: u32) -> u32 {
  var x = (value ^ (value >> 16u)) * 0x7feb352du;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  return x ^ (x >> 16u);
}
fn draw_lot(recursion: u32, position: u32) -> u32 {
  return lowbias32(lowbias32(lowbias32(${(routing.seed + 0x9e3779b9) >>> 0}u) ^ recursion) ^ position) >> 8u;
}
/** As a share of all lots. */
fn share_of(lot: u32) -> f32 { return f32(lot) / ${LOTS_IN_ALL}.0; }`;
}

/** The least lot that goes on to a recursion: the threshold of `routing/random-choice.ts`. */
export function leastLot({ routing }: ModelConfig, recursion: number): number {
  if (routing.type !== 'random' || recursion === 1 || recursion > routing.capacities.length) return 0;
  const threshold = 1 - routing.capacities[recursion - 1]! / routing.capacities[recursion - 2]!;
  return Math.ceil(threshold * LOTS_IN_ALL);
}
