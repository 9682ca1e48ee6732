import type * as tf from '@tensorflow/tfjs-core';
import { type ActiveTokens, Stretch } from './active-tokens';
import type { KvCache } from './cache/kv-cache';
import { openPassCache } from './cache/open-cache';
import type { ModelConfig } from './config';
import { type AttentionObserver, LayerPasses } from './layer-passes';
import { embed, entering, readOut } from './layers';
import { openRouting } from './routing/open-routing';
import { type Decision, NOTHING_TOLD, nobody } from './routing/routing';
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
  /** When each recursion was entered, and when the last was left. */
  readonly marks: readonly Promise<number>[];
  readonly passes: readonly LayerPass[];
  /** Logits (tokens, vocabSize) if every token were read out as it is after recursion r, 1-based. */
  predictedAfter(recursion: number): Promise<Float32Array>;
  dispose(): void;
}

/**
 * The whole family in one forward pass (spec 9.1): vanilla, recursive, expert-choice, token-choice, random, any cache.
 * Where the device can choose who goes on, nothing comes back to the host before the end.
 */
export async function forward(
  weights: ModelWeights,
  config: ModelConfig,
  ids: Int32Array,
  options: ForwardOptions,
): Promise<Forward> {
  const { rule, start = 0, observe } = options;
  const scope = new TensorScope();
  const cache = options.cache ?? openPassCache(config);
  const stretch = new Stretch(config, start, ids.length);
  const layers = new LayerPasses(weights, config, scope, cache, observe);
  const plan = forwardPlan(config);
  const routing = openRouting({ config, weights, rule, length: ids.length });
  try {
    const { everyone } = stretch;
    let h = layers.through(plan.prologue, null, scope.own(embed(ids, weights)), everyone);

    const first = h;
    const recursions: Recursion[] = [];
    const states: tf.Tensor2D[] = [];
    const marks = [options.mark()];
    let tokens = everyone;
    for (const [r, block] of plan.recursions.entries()) {
      const recursion = r + 1;
      const candidates = tokens;
      const decision =
        candidates.room === 0
          ? nobody(candidates)
          : await routing.decide({ recursion, tokens: candidates, states: h });
      recursions.push({ recursion, candidates, decision });
      tokens = cache.needsPositions || observe ? await decision.selected.exact() : decision.selected;
      if (tokens.room === 0) layers.skip(block, recursion, tokens);
      else {
        const entered = scope.own(entering(h, tokens));
        const after = layers.through(block, recursion, entered, tokens);
        h = scope.own(decision.merge({ tokens, before: h, entered, after, first }));
        for (const tensor of [entered, after]) scope.free(tensor);
      }
      states.push(h);
      marks.push(options.mark());
    }

    h = layers.through(plan.epilogue, null, h, everyone);
    const logits = scope.own(readOut(h, weights, config));
    // One wait for all that comes back; whoever asks for the logits then finds them there.
    const [told] = await Promise.all([Promise.all(recursions.map(tell)), logits.data()]);
    return {
      logits,
      depth: depthOf(told, start, ids.length),
      recursions: told,
      marks,
      passes: layers.record,
      predictedAfter: (recursion) => taken(readOut(states[recursion - 1]!, weights, config)),
      dispose: () => scope.dispose(),
    };
  } catch (error) {
    scope.dispose();
    throw error;
  } finally {
    routing.dispose();
    stretch.dispose();
    if (cache !== options.cache) cache.dispose();
  }
}

async function taken(tensor: tf.Tensor): Promise<Float32Array> {
  const values = await tensor.data<'float32'>();
  tensor.dispose();
  return values;
}

interface Recursion {
  readonly recursion: number;
  readonly candidates: ActiveTokens;
  readonly decision: Decision;
}

async function tell({ recursion, candidates, decision }: Recursion): Promise<Omit<RecursionTrace, 'ms'>> {
  const { selected } = decision;
  const [told] = await Promise.all([decision.told(), candidates.read(), selected.read()]);
  return {
    recursion,
    candidates: candidates.positions,
    ...(candidates.positions.length === 0 ? NOTHING_TOLD : told),
    selected: selected.positions,
  };
}

/** Recursions each token went through; all ones without recursion. */
function depthOf(
  recursions: readonly Pick<RecursionTrace, 'recursion' | 'selected'>[],
  start: number,
  tokens: number,
): Int32Array {
  const depth = new Int32Array(tokens).fill(1);
  for (const { recursion, selected } of recursions) {
    for (const position of selected) depth[position - start] = recursion;
  }
  return depth;
}
