import * as tf from '@tensorflow/tfjs-core';
import type { ActiveTokens } from '../active-tokens';
import { type Logits, rowsOf } from '../ops/logits';
import { gates, merge, mergeOnDevice } from '../ops/merge';
import { SELECT, select, selectOnDevice } from '../ops/select';
import { TensorScope } from '../tensor-scope';
import type { RouterWeights } from '../weights';
import type { Choice } from './choice';
import { routerLogits } from './router';
import type { Decision, Routing } from './routing';
import { everyPlace, placed } from './selection';

/** Carries a choice out where the backend can: on the device, or else on the host. */
export function routed(choice: Choice): Routing {
  return SELECT.here() ? onDevice(choice) : onHost(choice);
}

/** Logits come to the host at every recursion, and those alone who ask are asked. */
function onHost(choice: Choice): Routing {
  let everyones: Logits | undefined;

  const ask = async (states: tf.Tensor2D, tokens: ActiveTokens, router: RouterWeights): Promise<Logits> => {
    const asking = tokens.of(states);
    const logits = routerLogits(asking, router);
    const values = await logits.data<'float32'>();
    tf.dispose([asking, logits]);
    return { values, outputs: logits.shape[1] };
  };

  return {
    async decide({ recursion, tokens, states }): Promise<Decision> {
      const asked = async () => ask(states, tokens, choice.router(recursion));
      if (choice.asked === 'once') everyones ??= await asked();
      const logits = everyones ? rowsOf(everyones, tokens.rowsInStretch) : await asked();
      const auxiliary = choice.auxiliary(recursion);
      const deciding = auxiliary ? await ask(states, tokens, auxiliary) : logits;
      const rule = choice.rule(recursion);
      const kept = rule ? select(deciding, rule) : everyPlace(tokens.room);
      const chosen = rowsOf(logits, kept);
      const selected =
        kept.length === tokens.room ? tokens : tokens.stretch.at(placed(tokens.positions, kept));
      const merging = choice.merging(recursion);
      return {
        selected,
        merge: (passed) => merge(passed, chosen, merging),
        told: async () => ({
          ...choice.told(recursion, logits, deciding),
          gates: gates(chosen, merging),
        }),
      };
    },
    dispose() {},
  };
}

/** Logits stay where they are, of every row; what was decided comes back when the pass is over. */
function onDevice(choice: Choice): Routing {
  const scope = new TensorScope();
  const reading = new Map<tf.Tensor2D, Promise<Float32Array>>();
  let everyones: tf.Tensor2D | undefined;

  /** Of every row; the same logits come back once, whoever asks. */
  const read = (logits: tf.Tensor2D): Promise<Float32Array> => {
    const values = reading.get(logits) ?? logits.data<'float32'>();
    reading.set(logits, values);
    return values;
  };

  return {
    async decide({ recursion, tokens, states }): Promise<Decision> {
      const ask = (router: RouterWeights) => scope.own(routerLogits(states, router));
      const asked = () => ask(choice.router(recursion));
      if (choice.asked === 'once') everyones ??= asked();
      const logits = everyones ?? asked();
      const auxiliary = choice.auxiliary(recursion);
      const deciding = auxiliary ? ask(auxiliary) : logits;
      const rule = choice.rule(recursion);
      const selected = rule ? selectOnDevice(deciding, tokens, rule) : tokens;
      const merging = choice.merging(recursion);
      return {
        selected,
        merge: (passed) => mergeOnDevice(passed, logits, merging),
        async told() {
          const [own, others] = await Promise.all([
            read(logits),
            read(deciding),
            tokens.read(),
            selected.read(),
          ]);
          const outputs = logits.shape[1];
          const asked = rowsOf({ values: own, outputs }, tokens.rowsInStretch);
          const askedOthers = rowsOf({ values: others, outputs }, tokens.rowsInStretch);
          const chosen = rowsOf({ values: own, outputs }, selected.rowsInStretch);
          return { ...choice.told(recursion, asked, askedOthers), gates: gates(chosen, merging) };
        },
      };
    },
    dispose: () => scope.dispose(),
  };
}
