import { describe, expect, it } from 'vitest';
import type { Trace } from '../../model/trace';
import { fakeTrace } from '../../workers/clients/fake-trace';
import { longTrace } from '../testing/traces';
import { factsOf } from '../trace/facts';
import type { FlowFacts } from './describe';
import { atGate, type ChipState, motionOf, placeChip } from './motion';
import { pack } from './scene/chips';
import { sceneOf, storedLayers } from './scene-of';
import { timelineOf } from './timeline';

function picture(trace: Trace, width: number) {
  const flow: FlowFacts = {
    facts: factsOf(trace),
    timeline: timelineOf(trace, null),
    model: 'mor',
    beside: 'vanilla',
    storedLayer: storedLayers(trace),
  };
  const scene = sceneOf(trace, flow, null, width);
  return { scene, timeline: flow.timeline, motion: motionOf(scene, flow.timeline) };
}

const MODELS = [
  'nano/mor-expert',
  'nano/mor-expert-r2',
  'nano/mor-expert-r4',
  'nano/mor-token-shared',
  'nano/recursive',
  'nano/vanilla',
];

describe.each([326, 700, 980, 1240])('at %i px', (width) => {
  it.each(MODELS)('%s: keeps every chip inside the picture, at all times', (model) => {
    const trace = fakeTrace({
      model,
      text: 'One day a little cat sat on the mat',
      rule: 'threshold',
      readouts: false,
    });
    const { scene, timeline, motion } = picture(trace, width);
    const state: ChipState = { x: 0, y: 0, depth: 0, layers: 0, waiting: false };
    for (let i = 0; i <= 120; i += 1) {
      trace.tokens.forEach((_, position) => {
        placeChip(scene, timeline, motion, position, (timeline.seconds * i) / 120, state);
        expect(state.x).toBeGreaterThanOrEqual(0);
        expect(state.x).toBeLessThanOrEqual(width);
        expect(state.y).toBeGreaterThan(0);
        expect(state.y).toBeLessThan(scene.height);
      });
    }
    trace.tokens.forEach((_, position) => {
      placeChip(scene, timeline, motion, position, timeline.seconds, state);
      expect(state.depth).toBe(trace.recursions.length === 0 ? 0 : trace.depth[position]);
      expect(state.waiting).toBe(false);
    });
  });

  it('moves without jumps', () => {
    const { scene, timeline, motion } = picture(longTrace(9), width);
    const state: ChipState = { x: 0, y: 0, depth: 0, layers: 0, waiting: false };
    for (let position = 0; position < 9; position += 1) {
      let before: [number, number] | null = null;
      for (let at = 0; at <= timeline.seconds; at += 1 / 120) {
        placeChip(scene, timeline, motion, position, at, state);
        if (before) expect(Math.hypot(state.x - before[0], state.y - before[1])).toBeLessThan(45);
        before = [state.x, state.y];
      }
    }
  });

  it('makes chips smaller rather than roads longer', () => {
    const { scene } = picture(longTrace(128), width);
    const all = pack(
      scene.chip,
      Array.from({ length: 128 }, (_, i) => i),
    );
    expect(all.length).toBeLessThan(width * 0.42);
    expect(scene.chip.shows).toBe('dot');
  });
});

it('has one at the gate after another, and nobody before and after', () => {
  expect(atGate(0, 3)).toBe(-1);
  expect([0.2, 0.45, 0.7].map((share) => atGate(share, 3))).toEqual([0, 1, 2]);
  expect(atGate(0.9, 3)).toBe(-1);
});

it('draws a model without layers outside the ring as well', () => {
  const base = longTrace(6);
  const config = { ...base.config, sharing: 'cycle' as const, numHiddenLayers: 6 };
  const passes = base.passes
    .filter((pass) => pass.recursion !== null)
    .map((pass) => ({ ...pass, layer: pass.layer - 1, stored: pass.stored - 1 }));
  const { scene, timeline, motion } = picture({ ...base, config, passes }, 1000);
  expect(scene).toMatchObject({ kind: 'round', before: [], after: [] });
  const state: ChipState = { x: 0, y: 0, depth: 0, layers: 0, waiting: false };
  base.tokens.forEach((_, position) => {
    placeChip(scene, timeline, motion, position, timeline.seconds, state);
    expect(state.depth).toBe(base.depth[position]);
  });
});

it('takes every token through every layer of the long road, in order', () => {
  const trace = fakeTrace({
    model: 'nano/vanilla',
    text: 'One day a cat sat',
    rule: 'threshold',
    readouts: false,
  });
  const { scene, timeline, motion } = picture(trace, 900);
  const layers = trace.config.numHiddenLayers;
  if (scene.kind !== 'long') throw new Error('not a long road');
  expect(scene.layers.map(({ label }) => label)).toEqual(
    Array.from({ length: layers }, (_, i) => `layer ${i}`),
  );
  scene.stores.forEach((store, i) => {
    const { x, width } = scene.layers[i]!;
    expect(store.x).toBeGreaterThan(x - 30);
    expect(store.x + store.cell * trace.tokens.length).toBeLessThan(x + width + 30);
  });
  const { layerEnds, entries, head } = scene.marks;
  expect([...layerEnds, head]).toEqual([...layerEnds, head].sort((a, b) => a - b));
  entries.forEach((stop, i) => {
    expect(stop).toBeGreaterThan(layerEnds[i]!);
  });
  const state: ChipState = { x: 0, y: 0, depth: 0, layers: 0, waiting: false };
  timeline.phases.slice(0, layers).forEach((phase, i) => {
    placeChip(scene, timeline, motion, 0, phase.seconds[0], state);
    expect(state.layers).toBe(i);
    placeChip(scene, timeline, motion, 4, phase.seconds[1], state);
    expect(state.layers).toBe(i + 1);
  });
});
