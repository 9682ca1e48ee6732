import type * as tf from '@tensorflow/tfjs-core';
import type { KvCache } from './cache/kv-cache';
import { openPassCache } from './cache/open-cache';
import type { ModelConfig } from './config';
import { type AttentionObserver, LayerPasses } from './layer-passes';
import { embed, readOut } from './layers';
import { assemble, depthOf, type Level } from './levels';
import { rowsAt } from './ops/rows';
import { openRouting } from './routing/open-routing';
import { NOBODY } from './routing/routing';
import { placed, positionsFrom } from './routing/selection';
import { forwardPlan } from './sharing';
import { TensorScope } from './tensor-scope';
import type { LayerPass, RecursionTrace, SelectionRule } from './trace';
import type { ModelWeights } from './weights';

export interface ForwardOptions {
  readonly rule: SelectionRule;
  /** When all that was asked of the device so far is done: milliseconds on performance.now()'s clock. */
  mark(): Promise<number>;
  /** Of a text of which the tokens before `start` have been read; this pass goes on from it and adds to it. */
  readonly cache?: KvCache | undefined;
  /** Position of the first token; 0 where the text begins here. */
  readonly start?: number | undefined;
  readonly observe?: AttentionObserver | undefined;
}

/** What a forward pass leaves behind. Owns its tensors. */
export interface Forward {
  /** (tokens, vocabSize) */
  readonly logits: tf.Tensor2D;
  /** Recursions done by each token; all ones without recursion. */
  readonly depth: Int32Array;
  readonly recursions: readonly Omit<RecursionTrace, 'ms'>[];
  /** When each recursion somebody went through was entered, and when the last was left. */
  readonly marks: readonly Promise<number>[];
  readonly passes: readonly LayerPass[];
  /** Every token's state (tokens, hiddenSize) after recursion r, 1-based; whoever asks owns it. */
  statesAfter(recursion: number): tf.Tensor2D;
  dispose(): void;
}

/**
 * The whole family in one forward pass (spec 10.1): vanilla, recursive, expert-choice, token-choice, random, any cache.
 * A token's final state is the one it left the recursion with, so nothing is scattered back on the way.
 */
export async function forward(
  weights: ModelWeights,
  config: ModelConfig,
  ids: Int32Array,
  options: ForwardOptions,
): Promise<Forward> {
  const { rule, start = 0 } = options;
  const scope = new TensorScope();
  const cache = options.cache ?? openPassCache(config);
  const layers = new LayerPasses(weights, config, scope, cache, options.observe);
  const plan = forwardPlan(config);
  const routing = openRouting({ config, weights, rule, start, length: ids.length });
  try {
    const all = layers.activate(positionsFrom(start, ids.length));
    let h = layers.through(plan.prologue, null, scope.own(embed(ids, weights)), all);

    const recursions: Omit<RecursionTrace, 'ms'>[] = [];
    const levels: Level[] = [];
    const marks = [options.mark()];
    let positions = all.positions;
    let tokens = all;
    let x = h;
    for (const [r, block] of plan.recursions.entries()) {
      const recursion = r + 1;
      const { kept, ...decision } =
        positions.length === 0 ? NOBODY : await routing.decide({ recursion, positions, states: x });
      const selected = placed(positions, kept);
      recursions.push({ recursion, candidates: positions, ...decision, selected });
      if (selected.length === 0) layers.skip(block, recursion);
      else {
        if (selected.length < positions.length) {
          tokens = layers.activate(selected);
          x = scope.own(rowsAt(x, kept));
        }
        const after = layers.through(block, recursion, x, tokens);
        x = scope.own(
          routing.merge({ recursion, positions: selected, before: x, after, gates: decision.gates }),
        );
        levels.push({ positions: selected, states: x });
        marks.push(options.mark());
      }
      positions = selected;
    }

    if (levels.length > 0) h = scope.own(assemble(levels));
    h = layers.through(plan.epilogue, null, h, all);
    return {
      logits: scope.own(readOut(h, weights)),
      depth: depthOf(levels, ids.length),
      recursions,
      marks,
      passes: layers.record,
      statesAfter: (recursion) => assemble(levels.slice(0, recursion)),
      dispose: () => scope.dispose(),
    };
  } catch (error) {
    scope.dispose();
    throw error;
  } finally {
    layers.dispose();
    if (cache !== options.cache) cache.dispose();
  }
}
