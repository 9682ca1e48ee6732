import type { ModelConfig, RoutingType } from '../config';
import { randomScore } from '../routing/random-choice';
import { sigmoid } from '../routing/router';

/** What is known of a row where it asks to enter a recursion. */
export interface Question {
  readonly row: number;
  readonly position: number;
  /** 1-based. */
  readonly recursion: number;
  /** The row's outputs of the router that gates, and of the auxiliary one; empty where there is none. */
  readonly logits: Float32Array;
  readonly auxLogits: Float32Array;
}

/** What it is told, and how its state leaves the recursion if it enters: keep * base + gate * what the block made of it. */
export interface Verdict {
  readonly goesOn: boolean;
  readonly score: number;
  readonly logit: number;
  readonly gate: number;
  readonly keep: number;
}

/** The causal rule of a routing, row by row (spec 2 and 3); what `routing/` says of all tokens of a text at once. */
export interface RowRouting {
  /** Whose routers are asked: each recursion's own, the first alone at recursion 1, or none. */
  readonly asks: 'each' | 'first' | 'none';
  /** What `keep` keeps: the state that enters the recursion, or the one that entered the first. */
  readonly base: 'entering' | 'first';
  /** The score from which a row goes on to a recursion; null where none decides. */
  threshold(recursion: number): number | null;
  decide(question: Question): Verdict;
}

/** rows: states there are at once. */
export function openRowRouting(config: ModelConfig, rows: number): RowRouting {
  return ROUTINGS[config.routing.type](config, rows);
}

const ROUTINGS: Readonly<Record<RoutingType, (config: ModelConfig, rows: number) => RowRouting>> = {
  none: () => ({
    asks: 'none',
    base: 'entering',
    threshold: () => null,
    decide: () => ({ goesOn: true, score: Number.NaN, logit: Number.NaN, gate: 1, keep: 0 }),
  }),

  expert: ({ routing: { activation, alpha, gating } }) => ({
    asks: 'each',
    base: 'entering',
    threshold: (recursion) => (recursion === 1 ? null : 0.5),
    decide({ recursion, logits, auxLogits }) {
      const logit = logits[0]!;
      const deciding = recursion > 1 && auxLogits.length > 0 ? auxLogits[0]! : logit;
      const activated = activation === 'tanh' ? Math.tanh(logit) : sigmoid(logit);
      return {
        goesOn: recursion === 1 || deciding >= 0, // sigmoid(logit) >= 0.5
        score: sigmoid(deciding),
        logit,
        gate: gating === 'weighted' ? alpha * activated : 1,
        keep: 1,
      };
    },
  }),

  random({ routing: { seed, alpha, capacities, gating } }) {
    const threshold = (recursion: number) =>
      recursion === 1 ? null : 1 - capacities[recursion - 1]! / capacities[recursion - 2]!;
    return {
      asks: 'none',
      base: 'entering',
      threshold,
      decide({ recursion, position }) {
        const score = randomScore(seed, recursion, position);
        return {
          goesOn: score >= (threshold(recursion) ?? 0),
          score,
          logit: Number.NaN,
          gate: gating === 'weighted' ? alpha * score : 1,
          keep: 1,
        };
      },
    };
  },

  token({ numRecursions, routing }, rows) {
    const { activation, alpha, gating, gateEveryRecursion } = routing;
    const logits = new Float32Array(rows * numRecursions);
    const shares = new Float32Array(rows * numRecursions);
    const depths = new Int32Array(rows);
    return {
      asks: 'first',
      base: 'first',
      threshold: () => null,
      decide(question) {
        const { row, recursion } = question;
        const own = shares.subarray(row * numRecursions, (row + 1) * numRecursions);
        if (recursion === 1) {
          const asked = question.logits.subarray(0, numRecursions);
          logits.set(asked, row * numRecursions);
          if (activation === 'softmax') softmax(asked, own);
          else own.set(asked.map(sigmoid));
          depths[row] = own.indexOf(Math.max(...own)) + 1; // the lower one on a tie
        }
        const share = own[recursion - 1]!;
        const last = depths[row] === recursion;
        return {
          goesOn: depths[row]! >= recursion,
          score: share,
          logit: logits[row * numRecursions + recursion - 1]!,
          gate: gating === 'weighted' && (gateEveryRecursion || last) ? alpha * share : 1,
          keep: last ? 1 : 0,
        };
      },
    };
  },
};

function softmax(logits: Float32Array, shares: Float32Array): void {
  const top = Math.max(...logits);
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
  logits.forEach((logit, i) => {
    shares[i] = Math.exp(logit - top) / sum;
  });
}
