import type { ModelConfig } from '../config';
import { Ledger } from '../decode/ledger';
import type { TextRun } from '../forward-text';
import type { Model } from '../model';
import { everyPlace } from '../routing/selection';
import { goRound, type Round } from '../rows/rounds';
import type { RecursionTrace, SelectionRule } from '../trace';
import { openWasmRowEngine, type WasmRowEngine } from './row-engine';

/** What `forward` of transformer.ts does with tfjs' kernels, by our own: every token of a text is a row. Throws E-OUT-OF-MEMORY. */
export async function forwardByRows(
  model: Model,
  config: ModelConfig,
  ids: Int32Array,
  rule: SelectionRule,
): Promise<TextRun> {
  const count = ids.length;
  const engine = openWasmRowEngine(model, { texts: 1, context: count, rows: count, kvCache: config.kvCache });
  try {
    const rows = everyPlace(count);
    const depth = new Int32Array(count).fill(config.sharing === 'none' ? 1 : 0);
    const recursions: Omit<RecursionTrace, 'ms'>[] = [];
    const states: Float32Array[] = [];
    const marks: Promise<number>[] = [];
    const mark = () => marks.push(Promise.resolve(performance.now()));
    const entered = engine.enter({ rows, texts: new Int32Array(count), positions: rows, ids });
    mark();
    await goRound(engine, { config, rule }, count, entered, {
      entering(round) {
        for (const row of round.selected) depth[row] = round.recursion;
        recursions.push(traced(engine, config, rule, round));
      },
      left() {
        mark();
        states.push(engine.statesOf(rows));
      },
    });
    return {
      logits: engine.leave(rows, rows),
      depth,
      recursions,
      marks,
      passes: new Ledger(config, rule, count).read(depth).passes,
      predictedAfter: async (recursion) => engine.predictedFrom(states[recursion - 1]!),
      dispose: () => engine.dispose(),
    };
  } catch (error) {
    engine.dispose();
    throw error;
  }
}

/** A round as the trace has it: what nobody computed is empty there. */
function traced(
  engine: WasmRowEngine,
  { routing }: ModelConfig,
  rule: SelectionRule,
  { recursion, candidates, selected, logits, scores }: Round,
): Omit<RecursionTrace, 'ms'> {
  const none = new Float32Array(0);
  const routed = routing.type !== 'none';
  return {
    recursion,
    candidates,
    selected,
    routerLogits: routed && routing.type !== 'random' ? logits : none,
    scores: routed ? scores : none,
    threshold: rule === 'threshold' && candidates.length > 0 ? engine.thresholdAt(recursion) : null,
    gates: routed && routing.gating === 'weighted' ? engine.gatesOf(selected) : none,
  };
}
