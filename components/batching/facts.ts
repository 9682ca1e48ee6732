import { mean } from 'd3-array';
import { throughputOf } from '../../model/batching/throughput';
import { slotsInUse } from '../../model/batching/tick';
import type { Token } from '../../model/trace';
import type { BatchRun } from '../../store/batching';
import type { BatchTick } from '../../workers/batching';

export type TextEnd = BatchTick['ended'][number]['end'];

/** One text as far as its batch has come. */
export interface TextFacts {
  /** 0-based. */
  readonly index: number;
  readonly prompt: readonly Token[];
  readonly written: readonly Token[];
  /** Recursions done by each token that has left the block, by position; a hole where it is still going. */
  readonly depth: readonly (number | undefined)[];
  readonly state: 'waiting' | 'reading' | 'writing' | TextEnd;
}

/** What became of every text in the ticks so far. */
export function textsOf({ opened, ticks }: Pick<BatchRun, 'opened' | 'ticks'>): readonly TextFacts[] {
  const texts = opened.prompts.map((prompt, index) => ({
    index,
    prompt,
    written: [] as Token[],
    depth: [] as (number | undefined)[],
    begun: false,
    end: null as TextEnd | null,
  }));
  for (const { text, position, recursion, leaves, drawn, tokens, ended } of ticks) {
    text.forEach((index, slot) => {
      const held = texts[index];
      if (held === undefined) return;
      held.begun = true;
      if (leaves[slot] === 1) held.depth[position[slot]!] = recursion[slot];
    });
    drawn.forEach((index, i) => {
      texts[index]!.written.push(tokens[i]!);
    });
    for (const { text, end } of ended) texts[text]!.end = end;
  }
  return texts.map(({ begun, end, ...text }) => ({
    ...text,
    state: end ?? (text.written.length > 0 ? 'writing' : begun ? 'reading' : 'waiting'),
  }));
}

/** A token in a slot in one tick. */
export interface Held {
  readonly text: number;
  readonly token: Token;
  readonly recursion: number;
  readonly comes: boolean;
  readonly leaves: boolean;
}

/** Who is in each slot; null where it is idle. */
export function heldIn(tick: BatchTick, texts: readonly TextFacts[]): readonly (Held | null)[] {
  return Array.from(tick.text, (index, slot) => {
    const text = texts[index];
    if (text === undefined) return null;
    const position = tick.position[slot]!;
    const token = text.prompt[position] ?? text.written[position - text.prompt.length];
    if (token === undefined) return null;
    return {
      text: index,
      token,
      recursion: tick.recursion[slot]!,
      comes: tick.refilled[slot] === 1,
      leaves: tick.leaves[slot] === 1,
    };
  });
}

/** The figures of one batch. */
export interface BatchFigures {
  /** Null until a text has ended: at first prompts are read, and little is written. */
  readonly tokensPerSecond: number | null;
  readonly tickMs: number;
  /** On average, of `slots`. */
  readonly inUse: number;
  readonly slots: number;
  /** FLOPs a token written; null as long. */
  readonly flopsPerToken: number | null;
  readonly textsDone: number;
  readonly texts: number;
}

/** Null before the first tick. */
export function figuresOf(run: BatchRun | null): BatchFigures | null {
  const rate = run && throughputOf(run.ticks);
  if (run === null || rate === null) return null;
  const textsDone = run.ticks.reduce((sum, { ended }) => sum + ended.length, 0);
  return {
    tokensPerSecond: textsDone === 0 ? null : rate.tokensPerSecond,
    tickMs: rate.tickMs,
    inUse: rate.slotsInUse,
    slots: run.memory.slots,
    flopsPerToken: textsDone === 0 ? null : run.flops / rate.written,
    textsDone,
    texts: run.opened.prompts.length,
  };
}

/** MoR against vanilla: tokens a second, and what the FLOPs of a token would make of it. Null where one has none yet. */
export function ratiosOf(mor: BatchFigures | null, vanilla: BatchFigures | null) {
  const ratio = (above: number | null | undefined, below: number | null | undefined) =>
    above && below ? above / below : null;
  return {
    measured: ratio(mor?.tokensPerSecond, vanilla?.tokensPerSecond),
    byFlops: ratio(vanilla?.flopsPerToken, mor?.flopsPerToken),
  };
}

/** The tick, 0-based, that shows most: the latest while it goes on, and in the end the last in which no slot was idle. */
export function worthLooking({ ticks, over }: Pick<BatchRun, 'ticks' | 'over'>): number {
  const busy = over ? ticks.findLastIndex((tick) => slotsInUse(tick) === tick.text.length) : -1;
  return busy < 0 ? ticks.length - 1 : busy;
}

/** One tick in figures. */
export function countsOf(tick: BatchTick) {
  const inUse = slotsInUse(tick);
  return {
    inUse,
    idle: tick.text.length - inUse,
    leaving: tick.leaves.reduce((sum, each) => sum + each, 0),
    comeIn: tick.refilled.reduce((sum, each) => sum + each, 0),
    drawn: tick.drawn.length,
    waiting: tick.queued + tick.waiting,
  };
}

/** Mean recursions of the tokens that were read; null before the first has left. */
export function meanDepth({ depth }: TextFacts): number | null {
  return mean(depth, (each) => each) ?? null;
}
