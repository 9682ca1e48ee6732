import * as tf from '@tensorflow/tfjs-core';
import { rowsAt } from '../ops/rows';
import { gated } from './gate';
import { routerLogits, sigmoid } from './router';
import type { Routing, RoutingContext } from './routing';
import { placesWhere } from './selection';

/** What every token chose before the first recursion. */
interface Assignment {
  /** The states they chose from, H^1 (tokens, hiddenSize); the forward pass owns them. */
  readonly states: tf.Tensor2D;
  /** (tokens, numRecursions) */
  readonly logits: Float32Array;
  /** (tokens, numRecursions) softmax or sigmoid of the logits. */
  readonly shares: Float32Array;
  /** 1-based, one a token. */
  readonly depth: Int32Array;
}

/**
 * Each token chooses its depth once, from the states that enter the first recursion (spec 3.2). A token of depth i goes
 * ungated through recursions 1 to i and leaves with H^1 + g * F^i(.. F^1(H^1)).
 */
export function tokenChoice({ config, weights, start }: RoutingContext): Routing {
  const { numRecursions, routing } = config;
  let assignment: Assignment;

  const assign = async (states: tf.Tensor2D): Promise<Assignment> => {
    const logits = await routerLogits(states, weights.routers[0]!);
    const shares =
      routing.activation === 'softmax' ? softmaxRows(logits, numRecursions) : logits.map(sigmoid);
    return { states, logits, shares, depth: argMaxRows(shares, numRecursions).map((choice) => choice + 1) };
  };

  return {
    async decide({ recursion, states, positions }) {
      if (recursion === 1) assignment = await assign(states);
      const { logits, shares, depth } = assignment;
      const ofThisDepth = (values: Float32Array) =>
        Float32Array.from(positions, (t) => values[(t - start) * numRecursions + recursion - 1]!);
      const scores = ofThisDepth(shares);
      const depths = Int32Array.from(positions, (t) => depth[t - start]!);
      const kept = placesWhere(depths, (depth) => depth >= recursion);
      const gate = (place: number) =>
        routing.gateEveryRecursion || depths[place] === recursion ? routing.alpha * scores[place]! : 1;
      return {
        kept,
        routerLogits: ofThisDepth(logits),
        scores,
        threshold: null,
        gates: routing.gating === 'weighted' ? Float32Array.from(kept, gate) : new Float32Array(0),
      };
    },

    merge({ recursion, positions, after, gates }) {
      const rows = positions.map((t) => t - start);
      const leaving = Float32Array.from(rows, (row) => (assignment.depth[row] === recursion ? 1 : 0));
      return tf.tidy(() => {
        const first = rowsAt(assignment.states, rows);
        return tf.add(gated(after, gates), gated(first, leaving)) as tf.Tensor2D;
      });
    },
  };
}

function softmaxRows(logits: Float32Array, columns: number): Float32Array {
  const shares = new Float32Array(logits.length);
  for (let row = 0; row < logits.length; row += columns) {
    const values = logits.subarray(row, row + columns);
    const top = Math.max(...values);
    const sum = values.reduce((total, logit) => total + Math.exp(logit - top), 0);
    values.forEach((logit, column) => {
      shares[row + column] = Math.exp(logit - top) / sum;
    });
  }
  return shares;
}

/** Column of the largest value in each row, the lower one on a tie. */
function argMaxRows(values: Float32Array, columns: number): Int32Array {
  return Int32Array.from({ length: values.length / columns }, (_, row) => {
    const cells = values.subarray(row * columns, (row + 1) * columns);
    return cells.indexOf(Math.max(...cells));
  });
}
