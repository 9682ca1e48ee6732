import { expect, it } from 'vitest';
import type { Trace } from '../../model/trace';
import { bare, trace } from '../testing/traces';
import { factsOf } from '../trace/facts';
import { describeStep, describeVerdict, type FlowFacts } from './describe';
import { storedLayers } from './scene-of';
import { timelineOf } from './timeline';

const flowOf = (of: Trace): FlowFacts => ({
  facts: factsOf(of),
  timeline: timelineOf(of, null),
  model: 'mor',
  beside: 'vanilla',
  storedLayer: storedLayers(of),
});
const sentences = (of: Trace) => {
  const flow = flowOf(of);
  return Array.from({ length: flow.timeline.phases.length + 1 }, (_, step) => describeStep(flow, step));
};

it('tells a run step by step, with every score that decided', () => {
  expect(sentences(trace()).slice(0, 8)).toEqual([
    'Three tokens to read. Nothing has moved yet.',
    'All three tokens go through layer 0.',
    'Recursion 1: all three tokens go through the shared block, layers 1 and 2.',
    'Recursion 2: two of three go round again; “The” leaves at .22, under .50.',
    expect.stringMatching(/^Recursion 2: .+ through the shared block/),
    'Recursion 3: one of two goes round again; “cat” leaves at .34, under .50.',
    'Recursion 3: one of three tokens goes through the shared block, layers 1 and 2.',
    'The two that left rejoin the others, in reading order.',
  ]);
  expect(sentences(trace()).at(-1)).toMatch(/^Norm and head .+ MoR is done: .+ MFLOP\.$/);
});

it('names the lowest score kept where the highest are taken', () => {
  expect(sentences(trace({ rule: 'topk' })).join(' ')).toContain(
    '“The” leaves at .22, under the lowest kept, .81.',
  );
});

it('tells of tickets under token-choice', () => {
  const told = sentences(trace({ routing: 'token' })).join(' ');
  expect(told).toContain('hands out the tickets: one lap for one, two laps for one and three laps for one.');
  expect(told).toContain('“The” has used up its ticket.');
});

it('says that nothing decides where nothing does', () => {
  expect(sentences(bare()).join(' ')).toContain(
    'Recursion 2: nothing decides in this model, all two go round again.',
  );
});

it('gives the verdict at the gate with the score and its bar', () => {
  expect(describeVerdict(factsOf(trace()), 0, 2)).toBe('.22 < .50: out');
  expect(describeVerdict(factsOf(trace()), 1, 2)).toBe('.81 ≥ .50: again');
  expect(describeVerdict(factsOf(bare()), 0, 2)).toBe('again');
});
