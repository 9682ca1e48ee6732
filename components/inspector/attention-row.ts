import { t } from '../../languages/current';
import type { LayerPass, Trace } from '../../model/trace';
import type { AttentionTrace } from '../../workers/engine';

/** What one head of one layer pass looks at from one token. */
export interface HeadRow {
  readonly head: number;
  /** One weight a token of the text; null where the token was not offered as a key. */
  readonly weights: readonly (number | null)[];
  /** Position of the largest weight. */
  readonly top: number;
}

/** One row a head; empty where the token did not go through this pass. */
export function headRows(attention: AttentionTrace, position: number, tokens: number): HeadRow[] {
  const query = attention.queries.indexOf(position);
  if (query < 0) return [];
  const [queries, keys] = [attention.queries.length, attention.keys.length];
  return Array.from({ length: attention.heads }, (_, head) => {
    const weights: (number | null)[] = Array(tokens).fill(null);
    let top = position;
    let most = -1;
    attention.keys.forEach((key, k) => {
      if (key > position) return;
      const weight = attention.weights[(head * queries + query) * keys + k] ?? 0;
      weights[key] = weight;
      if (weight > most) [most, top] = [weight, key];
    });
    return { head, weights, top };
  });
}

/** The layer passes a token went through, each with a name for the reader. */
export function passesOf(trace: Trace, position: number): { pass: LayerPass; name: string }[] {
  const says = t().inspector.attention;
  const depth = trace.depth[position] ?? 0;
  const last = trace.passes.length - 1;
  const ofRecursion = new Map<number, number>();
  return trace.passes.flatMap((pass, index) => {
    if (pass.recursion === null) {
      const name =
        index === 0 ? says.firstLayer : index === last ? says.lastLayer : says.layer(pass.layer + 1);
      return [{ pass, name }];
    }
    const layer = (ofRecursion.get(pass.recursion) ?? 0) + 1;
    ofRecursion.set(pass.recursion, layer);
    return pass.recursion > depth ? [] : [{ pass, name: says.layerOfRecursion(pass.recursion, layer) }];
  });
}
