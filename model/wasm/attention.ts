import type { ModelConfig } from '../config';
import { Ledger } from '../decode/ledger';
import type { Model } from '../model';
import { everyPlace } from '../routing/selection';
import { goRound } from '../rows/rounds';
import type { AttentionTrace, SelectionRule } from '../trace';
import { openWasmRowEngine } from './row-engine';

/** What `observedAttention` sees with tfjs' kernels, by our own. Throws E-OUT-OF-MEMORY. */
export async function attentionByRows(
  model: Model,
  config: ModelConfig,
  ids: Int32Array,
  rule: SelectionRule,
  layer: number,
): Promise<AttentionTrace> {
  const count = ids.length;
  const engine = openWasmRowEngine(model, { texts: 1, context: count, rows: count, kvCache: config.kvCache });
  try {
    const shown = engine.show(layer);
    const rows = everyPlace(count);
    const depth = new Int32Array(count).fill(config.sharing === 'none' ? 1 : 0);
    const entered = engine.enter({ rows, texts: new Int32Array(count), positions: rows, ids });
    await goRound(engine, { config, rule }, count, entered, {
      entering({ recursion, selected }) {
        for (const row of selected) depth[row] = recursion;
      },
    });
    engine.leave(rows, new Int32Array(0));
    const { passes } = new Ledger(config, rule, count).read(depth);
    const pass = passes.find((each) => each.layer === layer)!;
    return {
      layer,
      recursion: pass.recursion,
      heads: config.numAttentionHeads,
      queries: shown.rows,
      // A pass makes entries of the tokens that take it, or finds those of all.
      keys: pass.keys === shown.rows.length ? shown.rows : rows,
      weights: shown.read(pass.keys),
    };
  } finally {
    engine.dispose();
  }
}
