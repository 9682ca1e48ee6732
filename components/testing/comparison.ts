import type { Trace } from '../../model/trace';
import type { Comparison } from '../../store/causality';
import { fakeTrace } from '../../workers/clients/fake-trace';

/** Small invented readings of a text, for tests. */

interface Reading {
  readonly text: string;
  readonly routing?: 'expert' | 'token' | 'random' | 'none';
  readonly rule?: Trace['rule'];
  /** One a token; all once otherwise. */
  readonly depth?: readonly number[];
  readonly nll?: readonly number[];
  /** Likeliest next tokens with their shares, the likeliest first, by position. */
  readonly kept?: { readonly [position: number]: { readonly [id: number]: number } };
  readonly truncated?: number;
}

export function reading({ text, routing = 'expert', rule = 'topk', ...given }: Reading): Trace {
  const model = routing === 'none' ? 'nano/vanilla' : `nano/mor-${routing}`;
  const base = fakeTrace({ model, text, rule, readouts: true });
  const depth = Int32Array.from(given.depth ?? base.tokens.map(() => 1));
  const nll = given.nll ? Float32Array.from(given.nll) : base.nll;
  const output = base.readouts.at(-1);
  if (!output) throw new Error('an invented trace has its predictions');
  const { k } = output;
  const [ids, probabilities] = [output.ids.slice(), output.probabilities.slice()];
  for (const [position, shares] of Object.entries(given.kept ?? {})) {
    const from = Number(position) * k;
    ids.fill(0, from, from + k);
    probabilities.fill(0, from, from + k);
    Object.entries(shares)
      .sort(([, a], [, b]) => b - a)
      .forEach(([id, share], i) => {
        ids[from + i] = Number(id);
        probabilities[from + i] = share;
      });
  }
  return {
    ...base,
    depth,
    nll,
    loss: nll.length === 0 ? null : nll.reduce((sum, each) => sum + each, 0) / nll.length,
    truncated: given.truncated ?? 0,
    recursions: base.recursions.map((step) => ({
      ...step,
      selected: Int32Array.from(depth.keys()).filter((t) => (depth[t] ?? 0) >= step.recursion),
    })),
    readouts: [...base.readouts.slice(0, -1), { ...output, ids, probabilities }],
  };
}

type Depths = readonly [before: readonly number[], after: readonly number[]];

interface Compared extends Pick<Reading, 'routing' | 'truncated'> {
  readonly before: string;
  readonly after: string;
  /** Depths of every token before and after; all once otherwise. */
  readonly topk?: Depths;
  readonly threshold?: Depths;
  readonly nll?: { readonly topk: Depths; readonly threshold: Depths };
  readonly kept?: { readonly before: Reading['kept']; readonly after: Reading['kept'] };
}

/** A change as both rules read it. */
export function comparison({
  before,
  after,
  routing = 'expert',
  truncated = 0,
  ...given
}: Compared): Comparison {
  const pair = (rule: Trace['rule']) => {
    const side = (i: 0 | 1, text: string) => {
      const depth = given[rule]?.[i];
      const nll = given.nll?.[rule][i];
      const kept = rule === 'topk' ? given.kept?.[i === 0 ? 'before' : 'after'] : undefined;
      return reading({
        text,
        routing,
        rule,
        truncated,
        ...(depth && { depth }),
        ...(nll && { nll }),
        ...(kept && { kept }),
      });
    };
    return { before: side(0, before), after: side(1, after) };
  };
  const bare = (text: string) => reading({ text, routing: 'none', rule: 'threshold' });
  return {
    change: {
      models: { mor: `nano/mor-${routing}`, vanilla: 'nano/vanilla' },
      kvCache: undefined,
      before,
      after,
      backend: { backend: 'cpu', adapter: null, software: false, threads: null, attempts: [] },
    },
    topk: pair('topk'),
    threshold: pair('threshold'),
    vanilla: { before: bare(before), after: bare(after) },
  };
}
