/** 0 .. count - 1 */
export function everyPlace(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => place);
}

/** start .. start + count - 1 */
export function positionsFrom(start: number, count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, place) => start + place);
}

/** Places of the values that hold, ascending. */
export function placesWhere(values: ArrayLike<number>, holds: (value: number) => boolean): Int32Array {
  return everyPlace(values.length).filter((place) => holds(values[place]!));
}

/** Places of the k largest, ascending; among equals the lower place first. */
export function largest(values: Float32Array, k: number): Int32Array {
  const byValue = everyPlace(values.length).sort((a, b) => values[b]! - values[a]! || a - b);
  return byValue.slice(0, k).sort();
}

/** k_r = max(1, floor(c_r * T)), T the length of the whole text (spec 2.2). */
export function capacity(share: number, length: number): number {
  return Math.max(1, Math.floor(share * length));
}

/** The values at some places. */
export function pick(values: Float32Array, places: Int32Array): Float32Array {
  return Float32Array.from(places, (place) => values[place]!);
}

/** The positions at some places. */
export function placed(positions: Int32Array, places: Int32Array): Int32Array {
  return places.map((place) => positions[place]!);
}
