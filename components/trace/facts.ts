import type { Trace } from '../../model/trace';

/** What became of a token at a recursion: it went through the shared block, it asked and left, or it had left before. */
export type Passage = 'through' | 'left' | 'absent';

/** A token at one recursion. */
export interface Decision {
  /** 1-based. */
  readonly recursion: number;
  readonly passage: Passage;
  /** In [0, 1]; null without a router, or where the token no longer asked. */
  readonly score: number | null;
  /** Factor on the block's output; null where nothing is gated. */
  readonly gate: number | null;
  /** The score it took to go on; under top-k the lowest that was kept. Null where nothing is compared. */
  readonly bar: number | null;
}

/** A token's way through the run, recursion 1 first. */
export interface TokenFacts {
  /** Index into the trace's tokens. */
  readonly position: number;
  readonly text: string;
  /** Recursions done. */
  readonly depth: number;
  readonly decisions: readonly Decision[];
}

export type RoutingType = Trace['config']['routing']['type'];

/** What a token's sentences need to know of the run. */
export interface RunKind {
  readonly recursions: number;
  readonly routing: RoutingType;
  readonly rule: Trace['rule'];
}

/** A run told token by token, where the trace tells it recursion by recursion. */
export interface RunFacts extends RunKind {
  readonly tokens: readonly TokenFacts[];
  /** Tokens that went through each recursion, recursion 1 first. */
  readonly through: readonly number[];
  /** Score to reach at each recursion; null where nothing is compared. */
  readonly bars: readonly (number | null)[];
  readonly meanDepth: number;
}

const known = new WeakMap<Trace, RunFacts>();

/** The facts of a trace; the same object for the same trace. */
export function factsOf(trace: Trace): RunFacts {
  let facts = known.get(trace);
  if (!facts) {
    facts = gather(trace);
    known.set(trace, facts);
  }
  return facts;
}

function gather(trace: Trace): RunFacts {
  const count = trace.tokens.length;
  const decisions: Decision[][] = Array.from({ length: count }, () => []);
  const bars: (number | null)[] = [];

  for (const step of trace.recursions) {
    const asked = new Map(Array.from(step.candidates, (position, i) => [position, i]));
    const went = new Map(Array.from(step.selected, (position, i) => [position, i]));
    const bar = step.threshold ?? lowestKept(trace, step, went);
    bars.push(bar);
    for (let position = 0; position < count; position += 1) {
      const candidate = asked.get(position);
      const selected = went.get(position);
      decisions[position]?.push({
        recursion: step.recursion,
        passage: selected !== undefined ? 'through' : candidate !== undefined ? 'left' : 'absent',
        score: candidate !== undefined ? (step.scores[candidate] ?? null) : null,
        gate: selected !== undefined ? (step.gates[selected] ?? null) : null,
        bar: candidate !== undefined ? bar : null,
      });
    }
  }

  const tokens = trace.tokens.map((token, position) => ({
    position,
    text: token.text,
    depth: trace.depth[position] ?? 1,
    decisions: decisions[position] ?? [],
  }));
  return {
    recursions: trace.recursions.length,
    routing: trace.config.routing.type,
    rule: trace.rule,
    tokens,
    through: trace.recursions.map((step) => step.selected.length),
    bars,
    meanDepth: tokens.reduce((sum, token) => sum + token.depth, 0) / Math.max(tokens.length, 1),
  };
}

/** Under top-k no score is fixed beforehand: the bar is the lowest that was kept, from recursion 2 on. */
function lowestKept(
  trace: Trace,
  step: Trace['recursions'][number],
  went: ReadonlyMap<number, number>,
): number | null {
  const type = trace.config.routing.type;
  const compares = trace.rule === 'topk' && (type === 'expert' || type === 'random');
  if (!compares || step.recursion === 1 || went.size === 0) return null;
  let lowest = Number.POSITIVE_INFINITY;
  step.candidates.forEach((position, i) => {
    if (went.has(position)) lowest = Math.min(lowest, step.scores[i] ?? lowest);
  });
  return Number.isFinite(lowest) ? lowest : null;
}

/**
 * The tokens of a run, those of the run before wherever nothing about them changed: while somebody types at the end of a long
 * text, only its end is drawn again.
 */
export function reuseTokens(
  before: readonly TokenFacts[],
  now: readonly TokenFacts[],
): readonly TokenFacts[] {
  return now.map((token, i) => {
    const old = before[i];
    return old && sameToken(old, token) ? old : token;
  });
}

function sameToken(a: TokenFacts, b: TokenFacts): boolean {
  return (
    a.text === b.text &&
    a.depth === b.depth &&
    a.position === b.position &&
    a.decisions.length === b.decisions.length &&
    a.decisions.every((decision, i) => sameDecision(decision, b.decisions[i]))
  );
}

/** Scores are compared to five digits: one run and the next may differ in the last bits. */
function sameDecision(a: Decision, b: Decision | undefined): boolean {
  const near = (x: number | null, y: number | null) =>
    x === y || (x !== null && y !== null && Math.abs(x - y) < 1e-5);
  return (
    b !== undefined &&
    a.recursion === b.recursion &&
    a.passage === b.passage &&
    near(a.score, b.score) &&
    near(a.gate, b.gate) &&
    near(a.bar, b.bar)
  );
}
