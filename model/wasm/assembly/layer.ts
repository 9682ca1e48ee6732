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
  project(weights, call, 0, rows, writing);
  attend(call, rows, 0, 1);
  transform(weights, call, 0, rows);
}

/** Before anybody attends, rows from .. to - 1: queries, keys and values, and the entries of those that write. */
export function project(weights: LayerWeights, call: Call, from: i32, to: i32, writing: i32): void {
  const width = hiddenWidth << 2;
  const queries = heads * headWidth;
  const pairs = 2 * kvHeads * headWidth;
  const mixedStride = (queries + pairs) << 2;
  const panel = hiddenWidth << 5;
  const normed = call.normed + from * width;
  const rows = to - from;

  rmsNorm(call.x + from * width, rows, weights.inputNorm, normed);
  const mixed = call.mixed + from * mixedStride;
  const w = weights.queryKeyValue;
  product(normed, width, rows, hiddenWidth, w, panel, mixed, mixedStride, queries, false);
  product(
    normed,
    width,
    max(0, min(to, writing) - from),
    hiddenWidth,
    w + (queries >> 3) * panel,
    panel,
    mixed + (queries << 2),
    mixedStride,
    pairs,
    false,
  );
  for (let row = from; row < to; row++) {
    const at = row << 2;
    const own = call.mixed + row * mixedStride;
    const position = load<i32>(call.positions + at);
    rotate(own, heads, position);
    if (row >= writing) continue;
    rotate(own + (queries << 2), kvHeads, position);
    writeEntry(own + (queries << 2), load<u32>(call.entries + at), load<i32>(call.places + at), call.room);
  }
}

/** After all attended, rows from .. to - 1: what they mixed into their states, then the MLP. */
export function transform(weights: LayerWeights, call: Call, from: i32, to: i32): void {
  const width = hiddenWidth << 2;
  const queries = heads * headWidth;
  const mixedStride = (queries + 2 * kvHeads * headWidth) << 2;
  const x = call.x + from * width;
  const normed = call.normed + from * width;
  const rows = to - from;
  product(
    call.mixed + from * mixedStride,
    mixedStride,
    rows,
    queries,
    weights.output,
    queries << 5,
    x,
    width,
    hiddenWidth,
    true,
  );

  rmsNorm(x, rows, weights.mlpNorm, normed);
  const opened = 2 * intermediateWidth;
  const inner = call.opened + from * (opened << 2);
  product(
    normed,
    width,
    rows,
    hiddenWidth,
    weights.gateUp,
    hiddenWidth << 5,
    inner,
    opened << 2,
    opened,
    false,
  );
  swiglu(inner, rows, intermediateWidth);
  product(
    inner,
    opened << 2,
    rows,
    intermediateWidth,
    weights.down,
    intermediateWidth << 5,
    x,
    width,
    hiddenWidth,
    true,
  );
}
