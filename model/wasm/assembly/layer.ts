import { swiglu } from './activations';
import { attend, writeEntry } from './attention';
import { Call } from './call';
import { rmsNorm } from './norm';
import { product } from './product';
import { rotate } from './rope';
import { heads, headWidth, hiddenWidth, intermediateWidth, kvHeads } from './shape';

/** One stored layer's weights, matrices in panels; `../packed-model.ts` writes the addresses in this order. */
@unmanaged
export class LayerWeights {
  inputNorm: usize;
  /** Columns: query heads, key heads, value heads. The queries carry the attention scale. */
  queryKeyValue: usize;
  output: usize;
  mlpNorm: usize;
  /** Columns: gate, then up. */
  gateUp: usize;
  down: usize;
}

/**
 * h + attention(norm(h)), then + mlp(norm(.)) over the call's rows (spec 1.1), in place. The first `writing` rows leave their
 * entries before anybody attends; the others' are there already.
 */
export function layer(weights: LayerWeights, call: Call, rows: i32, writing: i32): void {
  const width = hiddenWidth << 2;
  const queries = heads * headWidth;
  const pairs = 2 * kvHeads * headWidth;
  const mixedStride = (queries + pairs) << 2;
  const panel = hiddenWidth << 5;

  rmsNorm(call.x, rows, weights.inputNorm, call.normed);
  const w = weights.queryKeyValue;
  product(call.normed, width, rows, hiddenWidth, w, panel, call.mixed, mixedStride, queries, false);
  const keys = call.mixed + (queries << 2);
  product(
    call.normed,
    width,
    writing,
    hiddenWidth,
    w + (queries >> 3) * panel,
    panel,
    keys,
    mixedStride,
    pairs,
    false,
  );
  for (let row = 0; row < rows; row++) {
    const at = row << 2;
    const mixed = call.mixed + row * mixedStride;
    const position = load<i32>(call.positions + at);
    rotate(mixed, heads, position);
    if (row >= writing) continue;
    rotate(mixed + (queries << 2), kvHeads, position);
    writeEntry(mixed + (queries << 2), load<u32>(call.entries + at), load<i32>(call.places + at), call.room);
  }
  attend(call, rows, mixedStride);
  product(
    call.mixed,
    mixedStride,
    rows,
    queries,
    weights.output,
    queries << 5,
    call.x,
    width,
    hiddenWidth,
    true,
  );

  rmsNorm(call.x, rows, weights.mlpNorm, call.normed);
  const opened = 2 * intermediateWidth;
  product(
    call.normed,
    width,
    rows,
    hiddenWidth,
    weights.gateUp,
    panel,
    call.opened,
    opened << 2,
    opened,
    false,
  );
  swiglu(call.opened, rows, intermediateWidth);
  const inner = intermediateWidth << 5;
  product(
    call.opened,
    opened << 2,
    rows,
    intermediateWidth,
    weights.down,
    inner,
    call.x,
    width,
    hiddenWidth,
    true,
  );
}
