import { describe, expect, it } from 'vitest';
import type { AnswerSpec } from '../../lessons/schema';
import { fakeTrace } from '../../workers/clients/fake-trace';
import { trace } from '../testing/traces';
import { isMet } from './goals';
import { judge, truthOf } from './judge';
import { type LessonRun, MEASURES_OF } from './measures';
import { positionsOf } from './token-sets';

const text = 'The cat sat';
const baseline = (model: string) => fakeTrace({ model, text, rule: 'threshold', readouts: true });
/** Depths 1, 2 and 3; scores .22, then .81 and .34, then .93 and .82 against a bar of one half. */
const run: LessonRun = {
  traces: { mor: trace(), recursive: baseline('nano/recursive'), vanilla: baseline('nano/vanilla') },
  timedRuns: 1,
};
const alone: LessonRun = { ...run, traces: { mor: trace(), recursive: null, vanilla: null } };

describe('sets of tokens', () => {
  it('are told by depth and by the closest decision', () => {
    expect([...positionsOf(run, 'deepest')]).toEqual([2]);
    expect([...positionsOf(run, 'earliest')]).toEqual([0]);
    expect([...positionsOf(run, 'middle')]).toEqual([1]);
    expect([...positionsOf(run, 'beyond-one')]).toEqual([1, 2]);
    expect([...positionsOf(run, 'torn')]).toEqual([1]);
    expect([...positionsOf(run, 'last')]).toEqual([2]);
  });

  it('are the same object for the same run', () => {
    expect(positionsOf(run, 'deepest')).toBe(positionsOf({ ...run }, 'deepest'));
  });

  it('take the best guess from vanilla, and none while it has not run', () => {
    const { nll } = run.traces.vanilla!;
    const best = nll.indexOf(Math.min(...nll));
    expect([...positionsOf(run, 'surest')]).toEqual([best]);
    expect([...positionsOf(alone, 'surest')]).toEqual([]);
    expect(truthOf({ type: 'tokens', truth: 'surest' }, alone)).toBeNull();
  });
});

describe('measures', () => {
  it('come from the run', () => {
    expect(MEASURES_OF.meanDepth.value(run)).toBe(2);
    expect(MEASURES_OF.passesShare.value(run)).toBeCloseTo(2 / 3);
    expect(MEASURES_OF.leftEarlyShare.value(run)).toBeCloseTo(1 / 3);
    expect(MEASURES_OF.wentAllTheWay.value(run)).toBe(1);
    expect(MEASURES_OF.lossGap.text(-0.126)).toBe('−0.13');
  });

  it('have nothing to be held against where vanilla has not run', () => {
    expect(MEASURES_OF.flopsShare.value(run)).toBeGreaterThan(0);
    expect(MEASURES_OF.flopsShare.value(alone)).toBeNull();
    expect(MEASURES_OF.timeOverFlops.value(alone)).toBeNull();
  });

  it('count the depths of a word however it is written', () => {
    const mor = trace();
    const tokens = ['To', ' to', ' to'].map((word, id) => ({ id, text: word }));
    const three = { ...run, traces: { ...run.traces, mor: { ...mor, tokens } } };
    expect(MEASURES_OF.depthsOfOneWord.value(three)).toBe(3);
    expect(MEASURES_OF.depthsOfOneWord.value(run)).toBe(1);
  });
});

describe('a prediction', () => {
  it('of tokens is right, partly right, or not', () => {
    const spec: AnswerSpec = { type: 'tokens', truth: 'beyond-one' };
    expect(truthOf(spec, run)).toEqual([1, 2]);
    expect(judge(spec, [2, 1], [1, 2], run)).toBe('right');
    expect(judge(spec, [2], [1, 2], run)).toBe('near');
    expect(judge(spec, [0, 2], [1, 2], run)).toBe('near');
    expect(judge(spec, [0], [1, 2], run)).toBe('other');
  });

  it('of a share is near within ten points', () => {
    const spec: AnswerSpec = { type: 'bar', truth: 'passesShare' };
    expect(truthOf(spec, run)).toBeCloseTo(66.7, 1);
    expect(['right', 'near', 'other']).toEqual([66, 58, 40].map((given) => judge(spec, given, 66.7, run)));
  });

  it('of an order lets equals stand in any', () => {
    const spec: AnswerSpec = { type: 'order', by: 'flops' };
    const truth = truthOf(spec, run)!;
    expect(truth).toHaveLength(3);
    expect(judge(spec, truth, truth, run)).toBe('right');
    expect(judge(spec, [...(truth as string[])].reverse(), truth, run)).toBe('other');
    const equal: AnswerSpec = { type: 'order', by: 'kv-read' };
    expect(judge(equal, ['mor', 'vanilla', 'recursive'], [], run)).toBe(
      judge(equal, ['mor', 'recursive', 'vanilla'], [], run),
    );
    expect(truthOf(spec, alone)).toBeNull();
  });

  it('of an option is decided by reason or by the run', () => {
    const options = ['low', 'middle', 'high'];
    const byRun = (cuts: number[]): AnswerSpec => ({
      type: 'choice',
      options,
      truth: { measure: 'meanDepth', cuts },
    });
    expect(truthOf(byRun([2.5, 3]), run)).toBe('low');
    expect(truthOf(byRun([2, 3]), run)).toBe('middle');
    expect(truthOf(byRun([1, 2]), run)).toBe('high');
    expect(truthOf({ type: 'choice', options, truth: { option: 'high' } }, alone)).toBe('high');
  });
});

describe('a goal', () => {
  const page = (settings: object, selection = {}) =>
    ({ settings, selection: { pinned: null, recursion: null, ...selection }, run, began: { text } }) as never;

  it('is met when all of its conditions are', () => {
    const above = { of: 'measure', name: 'meanDepth', above: 1.9 } as const;
    const below = { of: 'measure', name: 'tokens', below: 3 } as const;
    expect(isMet([above], page({}))).toBe(true);
    expect(isMet([above, below], page({}))).toBe(false);
  });

  it('knows switches, own texts, pins and the scrubber', () => {
    expect(isMet([{ of: 'setting', key: 'recursions', is: 2 }], page({ recursions: 2 }))).toBe(true);
    expect(isMet([{ of: 'own-text' }], page({ text }))).toBe(false);
    expect(isMet([{ of: 'own-text' }], page({ text: 'The dog' }))).toBe(true);
    expect(isMet([{ of: 'pin', in: 'deepest' }], page({}, { pinned: 1 }))).toBe(false);
    expect(isMet([{ of: 'pin', in: 'deepest' }], page({}, { pinned: 2 }))).toBe(true);
    expect(isMet([{ of: 'scrub' }], page({}, { recursion: 2 }))).toBe(true);
    expect(isMet([{ of: 'changed-word' }], page({ changeTo: 'hat' }))).toBe(true);
  });
});
