import type { ModelConfig, RoutingType } from '../config';
import { argMax } from '../ops/logits';
import { shares } from '../ops/merge';
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

/** The rule of a model's routing; one without routing lets every row go all the way. */
export function openRowRouting(config: ModelConfig): RowRouting {
  return ROUTINGS[config.routing.type](config);
}

const ROUTINGS: Readonly<Record<RoutingType, (config: ModelConfig) => RowRouting>> = {
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

  token({ numRecursions: outputs, routing }) {
    const { alpha, gating, gateEveryRecursion } = routing;
    const activation = routing.activation === 'softmax' ? 'softmax' : 'sigmoid';
    /** What each row chose when it came to the first recursion. */
    const choices: Choice[] = [];
    return {
      asks: 'first',
      base: 'first',
      threshold: () => null,
      decide({ row, recursion, logits }) {
        if (recursion === 1) {
          const own = { values: logits.slice(0, outputs), outputs };
          choices[row] = {
            logits: own.values,
            shares: shares(own, activation).values,
            depth: 1 + argMax(own)[0]!,
          };
        }
        const choice = choices[row]!;
        const score = choice.shares[recursion - 1]!;
        const last = choice.depth === recursion;
        return {
          goesOn: choice.depth >= recursion,
          score,
          logit: choice.logits[recursion - 1]!,
          gate: gating === 'weighted' && (gateEveryRecursion || last) ? alpha * score : 1,
          keep: last ? 1 : 0,
        };
      },
    };
  },
};

interface Choice {
  /** One a recursion. */
  readonly logits: Float32Array;
  readonly shares: Float32Array;
  readonly depth: number;
}
