import type * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import { largest, placesWhere } from '../routing/selection';
import { fusedOp } from './fused';
import { argMax, type Logits } from './logits';

/** Who of the candidates goes on, by their router logits. */
export type Rule =
  /** Whose logit is at least zero. */
  | { readonly kind: 'positive' }
  /** The `count` largest logits; among equals the earlier token. */
  | { readonly kind: 'largest'; readonly count: number }
  /** Whose largest logit stands in this column or a later one, 0-based; the first of equals counts. */
  | { readonly kind: 'reaching'; readonly column: number };

export interface SelectAttributes {
  readonly rule: Rule;
  /** Candidates at most. */
  readonly room: number;
}

/** logits (rows of the pass, outputs), list of the candidates. */
export interface SelectInputs {
  readonly logits: tf.Tensor2D;
  readonly list: tf.Tensor1D;
}

export const SELECT = fusedOp<SelectInputs, SelectAttributes, [tf.Tensor1D]>('MorSelect');

/** The chosen among the candidates, chosen where the logits (rows of the pass, outputs) are: nothing comes back to the host. */
export function selectOnDevice(logits: tf.Tensor2D, candidates: ActiveTokens, rule: Rule): ActiveTokens {
  const { list, room, stretch } = candidates;
  const [chosen] = SELECT.run({ logits, list }, { rule, room });
  return stretch.listed(chosen, rule.kind === 'largest' ? Math.min(rule.count, room) : room);
}

/** Places of the chosen among the candidates, ascending. */
export function select(logits: Logits, rule: Rule): Int32Array {
  switch (rule.kind) {
    case 'positive':
      return placesWhere(logits.values, (logit) => logit >= 0);
    case 'largest':
      return largest(logits.values, rule.count);
    case 'reaching':
      return placesWhere(argMax(logits), (column) => column >= rule.column);
  }
}
