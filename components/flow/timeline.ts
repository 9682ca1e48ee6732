import { type CostedTrace, traceFlops } from '../../model/cost';
import { hasEnds } from '../../model/sharing';
import type { Trace } from '../../model/trace';

/**
 * The run as a sequence of phases on one clock. The clock counts the FLOPs the run has spent; playing it takes seconds, and where a
 * decision is taken, which costs next to nothing, the clock all but stands still.
 */

/** Where a token stands between two phases. */
export type Station =
  /** Not yet begun. */
  | 'text'
  /** On the road, behind a layer before the ring. */
  | 'entry'
  /** Through the block, before the gate. */
  | 'gate'
  /** On the ring, about to go round again. */
  | 'holding'
  /** Left; waits for the others. */
  | 'waiting'
  /** Behind the ring, before the layers that are left. */
  | 'rejoin'
  /** Through the last layer. */
  | 'last'
  /** Through the head. */
  | 'done';

export type PhaseKind = 'layer' | 'ticket' | 'lap' | 'gate' | 'rejoin' | 'last' | 'head' | 'alone';

export interface Phase {
  readonly kind: PhaseKind;
  /** Recursion of a lap; the one that is asked for at a gate. Null elsewhere. */
  readonly recursion: number | null;
  /** Unrolled layers that run in it. */
  readonly layers: readonly number[];
  /** FLOPs spent when it begins and when it ends. */
  readonly flops: readonly [number, number];
  /** FLOPs spent when each of its layers begins; parallel to `layers`. */
  readonly layerStarts: readonly number[];
  /** Seconds of playing when it begins and when it ends. */
  readonly seconds: readonly [number, number];
  /** Positions that take part. */
  readonly taking: readonly number[];
  /** Positions that leave in it: at a gate. */
  readonly leaving: readonly number[];
  /** Where every token stands when it ends. */
  readonly stations: readonly Station[];
  /** Recursions every token has done when it ends. */
  readonly depth: readonly number[];
}

export interface Timeline {
  readonly tokens: number;
  readonly recursions: number;
  readonly phases: readonly Phase[];
  /** FLOPs of the whole run, and of the run beside it; null without one. */
  readonly total: number;
  readonly besideTotal: number | null;
  /** FLOPs of the run beside it before each of its layers and before its head. */
  readonly besideStarts: readonly number[];
  /** Seconds to play it at single speed. */
  readonly seconds: number;
}

/** Seconds of one lap of all tokens. */
const LAP = 1.5;
const SHORTEST = { layer: 1, lap: 1.2, last: 0.9, head: 1.1, alone: 1.2 } as const;

/** The timeline of a run, with another (vanilla's) on the same clock. FLOPs are the honest account of `model/cost.ts`. */
export function timelineOf(trace: Trace, beside: CostedTrace | null): Timeline {
  const count = trace.tokens.length;
  const everyone = Array.from({ length: count }, (_, position) => position);
  const draft = new Draft(everyone, secondsPerFlop(trace));
  const ends = hasEnds(trace.config);
  const outside = trace.passes.filter((pass) => pass.recursion === null);
  const before = trace.recursions.length === 0 ? outside : ends ? outside.slice(0, 1) : [];
  const after = trace.recursions.length === 0 || !ends ? [] : outside.slice(-1);

  for (const pass of before) {
    draft.add({ kind: 'layer', taking: everyone, to: 'entry', passes: [cost(trace, pass)] });
  }
  if (trace.config.routing.type === 'token') {
    draft.add({ kind: 'ticket', taking: everyone, to: 'entry', extra: routerCost(trace, 0) });
  }
  for (const [index, step] of trace.recursions.entries()) {
    const selected = Array.from(step.selected);
    const asked = Array.from(step.candidates);
    const went = new Set(selected);
    const leaving = asked.filter((position) => !went.has(position));
    const extra = trace.config.routing.type === 'token' ? 0 : routerCost(trace, index);
    if (index > 0 && asked.length > 0) {
      draft.add({ kind: 'gate', recursion: step.recursion, taking: asked, leaving, to: 'holding', extra });
    }
    if (selected.length > 0) {
      const passes = trace.passes.filter((pass) => pass.recursion === step.recursion);
      draft.add({
        kind: 'lap',
        recursion: step.recursion,
        taking: selected,
        to: 'gate',
        passes: passes.map((pass) => cost(trace, pass)),
        extra: index === 0 ? extra : 0,
      });
    }
  }
  if (trace.recursions.length > 0) draft.add({ kind: 'rejoin', taking: everyone, to: 'rejoin' });
  for (const pass of after) {
    draft.add({ kind: 'last', taking: everyone, to: 'last', passes: [cost(trace, pass)] });
  }
  draft.add({ kind: 'head', taking: everyone, to: 'done', extra: headCost(trace) });

  const total = draft.flops;
  const starts = beside ? besideStarts(beside) : [];
  const besideTotal = beside ? traceFlops(beside, 'honest').total : null;
  if (besideTotal !== null && besideTotal > total) {
    draft.add({ kind: 'alone', taking: [], to: 'done', extra: besideTotal - total });
  }
  return {
    tokens: count,
    recursions: trace.recursions.length,
    phases: draft.phases,
    total,
    besideTotal,
    besideStarts: starts,
    seconds: draft.seconds,
  };
}

interface Addition {
  readonly kind: PhaseKind;
  readonly recursion?: number | null;
  readonly taking: readonly number[];
  readonly leaving?: readonly number[];
  /** Station of those who take part and do not leave. */
  readonly to: Station;
  readonly passes?: readonly { readonly layer: number; readonly flops: number }[];
  /** FLOPs of no layer: a router, the head. They come first. */
  readonly extra?: number;
}

class Draft {
  readonly phases: Phase[] = [];
  flops = 0;
  seconds = 0;
  private stations: readonly Station[];
  private depth: readonly number[];

  constructor(
    everyone: readonly number[],
    private readonly pace: number,
  ) {
    this.stations = everyone.map(() => 'text');
    this.depth = everyone.map(() => 0);
  }

  add({ kind, recursion = null, taking, leaving = [], to, passes = [], extra = 0 }: Addition) {
    let spent = this.flops + extra;
    const layerStarts = passes.map(({ flops }) => {
      const start = spent;
      spent += flops;
      return start;
    });
    const seconds = secondsOf(kind, taking.length, (spent - this.flops) * this.pace);
    const [took, left] = [new Set(taking), new Set(leaving)];
    this.stations = this.stations.map((now, position) =>
      left.has(position) ? 'waiting' : took.has(position) ? to : now,
    );
    if (kind === 'lap') {
      this.depth = this.depth.map((now, position) => (took.has(position) ? (recursion ?? now) : now));
    }
    this.phases.push({
      kind,
      recursion,
      layers: passes.map(({ layer }) => layer),
      layerStarts,
      flops: [this.flops, spent],
      seconds: [this.seconds, this.seconds + seconds],
      taking,
      leaving,
      stations: this.stations,
      depth: this.depth,
    });
    this.flops = spent;
    this.seconds += seconds;
  }
}

/** Where something is computed the clock runs evenly, if not too fast to follow; where something is decided it waits for the reader. */
function secondsOf(kind: PhaseKind, tokens: number, even: number): number {
  switch (kind) {
    case 'gate':
      return 1.3 + Math.min(2.2, 0.16 * tokens);
    case 'ticket':
      return 1 + Math.min(1.2, 0.06 * tokens);
    case 'rejoin':
      return 1.2;
    default:
      return Math.max(SHORTEST[kind], even);
  }
}

function secondsPerFlop(trace: Trace): number {
  const first = trace.passes.filter((pass) => pass.recursion === 1);
  const lap = (first.length > 0 ? first : trace.passes.slice(0, 2)).map((pass) => cost(trace, pass).flops);
  return (
    LAP /
    Math.max(
      1,
      lap.reduce((sum, each) => sum + each, 0),
    )
  );
}

/** FLOPs of one layer pass. */
export function cost(trace: CostedTrace, pass: Trace['passes'][number]): { layer: number; flops: number } {
  const alone = { ...trace, passes: [pass], recursions: [], tokens: [] };
  return { layer: pass.layer, flops: traceFlops(alone, 'honest').total };
}

function routerCost(trace: CostedTrace, index: number): number {
  const recursions = trace.recursions.slice(index, index + 1);
  return traceFlops({ ...trace, passes: [], recursions, tokens: [] }, 'honest').total;
}

function headCost(trace: CostedTrace): number {
  return traceFlops({ ...trace, passes: [], recursions: [] }, 'honest').total;
}

function besideStarts(trace: CostedTrace): number[] {
  let spent = 0;
  const starts = trace.passes.map((pass) => {
    const start = spent;
    spent += cost(trace, pass).flops;
    return start;
  });
  return [...starts, spent];
}

/** The phase under way at a time: at a border the one that begins, at the very end the last. -1 before the start. */
export function phaseAt(timeline: Timeline, seconds: number): number {
  if (seconds <= 0) return -1;
  const index = timeline.phases.findIndex((phase) => seconds < phase.seconds[1]);
  return index < 0 ? timeline.phases.length - 1 : index;
}

/** FLOPs on the clock at a time. */
export function flopsAt(timeline: Timeline, seconds: number): number {
  const phase = timeline.phases[phaseAt(timeline, seconds)];
  if (!phase) return 0;
  const [from, to] = phase.seconds;
  const share = Math.min(1, Math.max(0, (seconds - from) / (to - from)));
  return phase.flops[0] + share * (phase.flops[1] - phase.flops[0]);
}

/** Number of phases that are over at a time: the step a reader stands at. */
export function stepAt(timeline: Timeline, seconds: number): number {
  return timeline.phases.filter((phase) => phase.seconds[1] <= seconds + 1e-6).length;
}

/** The time at which so many phases are over. */
export function timeOfStep(timeline: Timeline, step: number): number {
  return timeline.phases[Math.min(step, timeline.phases.length) - 1]?.seconds[1] ?? 0;
}

/** How far the run beside has come: its layer (its head is the last), and the share of it that is done. */
export function besideAt(
  timeline: Timeline,
  flops: number,
): { readonly layer: number; readonly share: number } {
  const { besideStarts: starts, besideTotal } = timeline;
  if (besideTotal === null || starts.length === 0) return { layer: 0, share: 0 };
  let layer = 0;
  while (layer < starts.length - 1 && flops >= starts[layer + 1]!) layer += 1;
  const end = starts[layer + 1] ?? besideTotal;
  const from = starts[layer]!;
  return { layer, share: end > from ? Math.min(1, (flops - from) / (end - from)) : 1 };
}
