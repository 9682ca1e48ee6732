import { everyPlace } from '../../routing/selection';
import { eachAngle } from '../rope';

/** (positions, headDim / 2) cosines and sines, one after the other: what a kernel takes its token's turns from. */
export function rotationTable(positions: number, headDim: number, theta: number): Float32Array<ArrayBuffer> {
  const table = new Float32Array(positions * headDim);
  eachAngle(everyPlace(positions), headDim, theta, (position, i, cosine, sine) => {
    table.set([cosine, sine], position * headDim + 2 * i);
  });
  return table;
}
