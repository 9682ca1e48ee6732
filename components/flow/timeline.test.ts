import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { traceFlops } from '../../model/cost';
import type { Trace } from '../../model/trace';
import { decodeTrace } from '../../model/trace-json';
import { fakeTrace } from '../../workers/clients/fake-trace';
import { longTrace } from '../testing/traces';
import { besideAt, flopsAt, phaseAt, stepAt, timelineOf, timeOfStep } from './timeline';

const FOLDER = new URL('../../public/traces/', import.meta.url);
const recorded = readdirSync(FOLDER)
  .filter((file) => file !== 'index.json')
  .map((file) => {
    const { traces } = JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
    return [
      file,
      decodeTrace(traces.mor),
      decodeTrace(traces.recursive),
      decodeTrace(traces.vanilla),
    ] as const;
  });

describe.each(recorded)('%s', (_, mor, recursive, vanilla) => {
  it.each([
    ['mor', mor],
    ['recursive', recursive],
  ])('%s: ends with every token at the head, after as many laps as its depth', (_name, trace) => {
    const timeline = timelineOf(trace, vanilla);
    const last = timeline.phases.at(-1)!;
    expect(last.stations.every((station) => station === 'done')).toBe(true);
    expect(last.depth).toEqual(Array.from(trace.depth));
    const laps = new Array(trace.tokens.length).fill(0);
    for (const phase of timeline.phases) {
      if (phase.kind === 'lap') for (const position of phase.taking) laps[position] += 1;
    }
    expect(laps).toEqual(Array.from(trace.depth));
  });

  it.each([
    ['mor', mor],
    ['recursive', recursive],
  ])('%s: the clock stops at the FLOPs of the cost table', (_name, trace) => {
    const timeline = timelineOf(trace, vanilla);
    expect(timeline.total).toBe(traceFlops(trace, 'honest').total);
    expect(timeline.besideTotal).toBe(traceFlops(vanilla, 'honest').total);
    expect(flopsAt(timeline, timeline.seconds)).toBe(Math.max(timeline.total, timeline.besideTotal!));
  });
});

const routed = (model: string): Trace =>
  fakeTrace({ model, text: 'One day a cat sat on a mat', rule: 'threshold', readouts: false });

describe('of other members', () => {
  it.each([
    'nano/mor-expert-r2',
    'nano/mor-expert-r4',
    'nano/mor-token',
    'nano/mor-expert-shared',
    'nano/mor-random',
  ])('%s: everyone arrives, and phases follow one another without a gap', (model) => {
    const trace = routed(model);
    const { phases, total, seconds } = timelineOf(trace, null);
    expect(phases.at(-1)?.stations.every((station) => station === 'done')).toBe(true);
    expect(phases.at(-1)?.depth).toEqual(Array.from(trace.depth));
    expect(total).toBe(traceFlops(trace, 'honest').total);
    phases.forEach((phase, i) => {
      expect(phase.flops[0]).toBe(phases[i - 1]?.flops[1] ?? 0);
      expect(phase.seconds[0]).toBe(phases[i - 1]?.seconds[1] ?? 0);
      expect(phase.seconds[1]).toBeGreaterThan(phase.seconds[0]);
    });
    expect(phases.at(-1)?.seconds[1]).toBe(seconds);
  });

  it('hands out tickets before the first lap under token-choice, and only there', () => {
    const kinds = timelineOf(routed('nano/mor-token'), null).phases.map((phase) => phase.kind);
    expect(kinds.indexOf('ticket')).toBe(kinds.indexOf('lap') - 1);
    expect(timelineOf(routed('nano/mor-expert'), null).phases.some(({ kind }) => kind === 'ticket')).toBe(
      false,
    );
  });
});

describe('the clock', () => {
  const timeline = timelineOf(
    longTrace(12),
    fakeTrace({ model: 'nano/vanilla', text: 'word '.repeat(6), rule: 'threshold', readouts: false }),
  );

  it('counts steps at their ends, and finds their times again', () => {
    for (let step = 0; step <= timeline.phases.length; step += 1) {
      expect(stepAt(timeline, timeOfStep(timeline, step))).toBe(step);
    }
  });

  it('begins before the first phase and never runs backwards', () => {
    expect(phaseAt(timeline, 0)).toBe(-1);
    let before = -1;
    for (let i = 0; i <= 200; i += 1) {
      const now = flopsAt(timeline, (timeline.seconds * i) / 200);
      expect(now).toBeGreaterThanOrEqual(before);
      before = now;
    }
  });

  it('takes the run beside it through all its layers to the end of its head', () => {
    expect(besideAt(timeline, 0)).toEqual({ layer: 0, share: 0 });
    expect(besideAt(timeline, timeline.besideTotal!)).toEqual({ layer: 8, share: 1 });
  });
});
