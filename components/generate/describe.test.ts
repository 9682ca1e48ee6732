import { describe, expect, it } from 'vitest';
import { kvBytes, kvEntryBytes, traceFlops } from '../../model/cost';
import { createGeneration } from '../../store/generation';
import type { GenerationState } from '../../store/generation-state';
import { FAKE_SOURCE, ONE_LIFE } from '../../store/testing';
import { readSteps, unseenBy, type Written } from '../../store/written';
import { createFakeEngine } from '../../workers/clients/fake';
import { fakeTrace } from '../../workers/clients/fake-trace';
import type { FakeWriting } from '../../workers/clients/fake-writing';
import {
  describeAgain,
  describeEnd,
  describeFailure,
  describeFinish,
  describeParting,
  describePlace,
  describeStale,
  describeStep,
  describeWriting,
  notesOn,
} from './describe';
import {
  flopsOf,
  kvAllocated,
  kvLive,
  meanDepth,
  opinionsAt,
  pace,
  partedAt,
  sharesOf,
  tokensHeld,
} from './figures';

async function wrote(writes: FakeWriting = {}, source = FAKE_SOURCE): Promise<GenerationState> {
  const store = createGeneration({
    generator: createFakeEngine(writes),
    lives: ONE_LIFE,
    source: () => source,
  });
  store.getState().write();
  await store.whenIdle();
  return store.getState();
}

const BASIS = FAKE_SOURCE;

/** The same text read at once, whose costs the written one's must add up to. */
function readAtOnce(model: string, pieces: readonly { readonly text: string }[]) {
  const text = pieces.map((piece) => piece.text).join('');
  const trace = fakeTrace({ model, text, rule: BASIS.rule, readouts: false });
  return { flops: traceFlops(trace, 'honest').total, kv: kvBytes(trace, 4) };
}

const pieces = ({ opened, steps }: Written) => [...opened.prompt, ...steps.map((step) => step.token)];

describe('figures', () => {
  it('are the sums of what was read, the prompt included', async () => {
    const { written } = await wrote();
    const [mor, vanilla] = [written.mor!, written.vanilla!];
    expect(pace(mor)).toBe(125);
    expect(pace(vanilla)).toBe(100);
    expect(meanDepth(mor)).toBe(13 / 8);
    for (const [model, written] of [
      ['nano/mor-expert', mor],
      ['nano/vanilla', vanilla],
    ] as const) {
      const once = readAtOnce(model, pieces(written));
      expect(flopsOf(written)).toBe(once.flops);
      expect(kvLive(written)).toBe(once.kv);
    }
    expect(kvAllocated(mor)).toBe(8 * 256 * kvEntryBytes(mor.opened.config, 4));
    expect(tokensHeld(mor)).toBe(10);
  });

  it('leave out the sign that ended a text: it was not read', async () => {
    const { written } = await wrote({ ends: { 'nano/mor-expert': 2 } });
    expect(readSteps(written.mor!)).toHaveLength(2);
    expect(meanDepth(written.mor!)).toBe(1);
    expect(tokensHeld(written.mor!)).toBe(4);
  });

  it('say nothing of what is not there yet', async () => {
    const { written } = await wrote({ ends: { 'nano/mor-expert': 0 } });
    expect(pace(written.mor!)).toBeNull();
    expect(meanDepth(written.mor!)).toBeNull();
    expect(sharesOf(written)).toBeNull();
    expect(kvLive(written.mor!)).toBe(readAtOnce('nano/mor-expert', written.mor!.opened.prompt).kv);
  });

  it('compare as many tokens as both have read', async () => {
    const { written } = await wrote({ ends: { 'nano/vanilla': 4 } });
    const mor = readAtOnce('nano/mor-expert', pieces(written.mor!).slice(0, 2 + 4));
    const vanilla = readAtOnce('nano/vanilla', pieces(written.vanilla!).slice(0, 2 + 4));
    expect(sharesOf(written)).toEqual({
      tokens: 4,
      flops: mor.flops / vanilla.flops,
      kv: mor.kv / vanilla.kv,
    });
  });

  it('count what was read again, and hold what is still seen', async () => {
    const store = createGeneration({
      generator: createFakeEngine({ context: 8 }),
      lives: ONE_LIFE,
      source: () => ({ ...FAKE_SOURCE, choices: { ...FAKE_SOURCE.choices, tokens: 8 } }),
    });
    const written = () => store.getState().written.vanilla!;
    store.getState().write();
    await store.whenIdle();
    expect(tokensHeld(written())).toBe(8);
    expect(describeAgain(written())).toEqual([]);
    store.getState().slide();
    await store.whenIdle();
    expect(written().steps).toHaveLength(8);
    expect(tokensHeld(written())).toBe(4 + 2);
    const before = readAtOnce('nano/vanilla', pieces(written()).slice(0, 8));
    const after = readAtOnce('nano/vanilla', pieces(written()).slice(4));
    expect(kvLive(written())).toBe(after.kv);
    expect(flopsOf(written())).toBe(before.flops + after.flops);
    expect(flopsOf(written(), 5)).toBe(readAtOnce('nano/vanilla', pieces(written()).slice(0, 2 + 5)).flops);
    expect(unseenBy(written())).toEqual({ prompt: 2, steps: 2 });
    expect(describeAgain(written())).toEqual([
      'After 6 tokens the context was full: the newest 4 tokens were read again as a prompt, 13.9 MFLOP more, and the 4 tokens before, drawn dotted, are no longer seen.',
    ]);
  });

  it('know where the two parted', async () => {
    const { written } = await wrote();
    expect(partedAt(written)).toBe(3);
    const together = { mor: written.mor, vanilla: { ...written.vanilla!, steps: written.mor!.steps } };
    expect(partedAt(together)).toBeNull();
  });
});

describe('opinions about a place', () => {
  it('are both models’ as long as they stood before the same text', async () => {
    const { written } = await wrote();
    expect(opinionsAt(written, 'mor', 3, 8).map((each) => each.role)).toEqual(['mor', 'vanilla']);
    expect(opinionsAt(written, 'vanilla', 4, 8).map((each) => each.role)).toEqual(['vanilla']);
    expect(describePlace(written, 'mor', 3)).toMatch(/^Both stood before the same text/);
    expect(describePlace(written, 'vanilla', 4)).toBe(
      'Only vanilla’s view: the two texts parted at token 4, and MoR stood before another text here.',
    );
  });

  it('hold the token that was taken, also where it was not among the likeliest', async () => {
    const { written } = await wrote();
    const steps = written.mor!.steps.map((step) => ({
      ...step,
      token: { id: 500, text: ' odd' },
      probability: 0.01,
    }));
    const [own] = opinionsAt({ mor: { ...written.mor!, steps }, vanilla: null }, 'mor', 0, 3);
    expect(own!.alternatives).toHaveLength(4);
    expect(own!.alternatives.at(-1)).toMatchObject({ text: ' odd', probability: 0.01, taken: true });
  });
});

describe('the caption', () => {
  it('tells tokens, depth and shares of vanilla’s costs', async () => {
    expect(describeWriting(await wrote())).toBe(
      'MoR wrote 8 tokens at mean depth 1.63 of 3, with 74% of vanilla’s FLOPs and 70% of its cache.',
    );
  });

  it('compares equal parts where one ended early, and nothing where there is no other', async () => {
    expect(describeWriting(await wrote({ ends: { 'nano/vanilla': 4 } }))).toMatch(
      /its cache over the first 4 tokens of each\.$/,
    );
    const alone = { ...FAKE_SOURCE, models: { mor: 'nano/mor-expert', vanilla: null } };
    expect(describeWriting(await wrote({}, alone))).toBe('MoR wrote 8 tokens at mean depth 1.63 of 3.');
  });

  it('has words for the beginning', async () => {
    const nothing = { basis: null, written: { mor: null, vanilla: null } };
    expect(describeWriting({ status: 'idle', ...nothing })).toMatch(/^Both models go on from your text/);
    expect(describeWriting({ status: 'opening', ...nothing })).toBe('The two models read the prompt.');
    expect(describeWriting(await wrote({ ends: { 'nano/mor-expert': 0 } }))).toMatch(
      /ended the text at once/,
    );
  });

  it('tells where the two part', async () => {
    const { written } = await wrote();
    expect(describeParting(written)).toBe(
      'After three tokens in common they part: MoR wrote “the”, vanilla “there”.',
    );
    expect(describeParting({ mor: written.mor, vanilla: null })).toBeNull();
  });
});

describe('the end', () => {
  it('is said in words', async () => {
    const ended = await wrote({ ends: { 'nano/vanilla': 4 } });
    expect(describeEnd(ended.written.vanilla!, 'finished')).toBe('Ended its text by itself after 4 tokens.');
    expect(describeEnd(ended.written.mor!, 'finished')).toBe('Wrote the 8 tokens asked for.');
    const full = await wrote({ context: 6 });
    expect(describeEnd(full.written.mor!, 'finished')).toBe(
      'Its context is full: it holds 6 tokens, the prompt’s 2 included.',
    );
    expect(describeEnd(ended.written.mor!, 'stopped')).toBe('Stopped after 8 tokens.');
    expect(describeEnd(ended.written.mor!, 'failed')).toBe('Broke off after 8 tokens; they are kept.');
    expect(describeEnd(ended.written.mor!, 'writing')).toBeNull();
  });

  it('is announced once, not token by token', async () => {
    const done = await wrote();
    expect(describeFinish(done)).toMatch(
      /^Writing is done\. MoR wrote 8 tokens .* MoR: Wrote .* Vanilla: Wrote/,
    );
    expect(describeFinish({ ...done, status: 'writing' })).toBe('');
  });
});

it('names every chip', async () => {
  const { written } = await wrote({ ends: { 'nano/mor-expert': 2 } });
  expect(describeStep('mor', written.mor!, 1, 3)).toBe(
    'MoR, token 2, “one”: probability 5.0%, went round once of three.',
  );
  expect(describeStep('mor', written.mor!, 2, 3)).toBe(
    'MoR, token 3: the end of the text, probability 1.3%; it was not read.',
  );
  expect(describeStep('vanilla', written.vanilla!, 0, 3)).toBe(
    'Vanilla, token 1, “sat”: probability 10%, through every layer.',
  );
});

it('says what is no longer as it was', () => {
  expect(describeStale([], null, 'finished')).toBeNull();
  expect(describeStale(['text'], null, 'finished')).toBe(
    'The text has changed since. What stands below is kept; Again writes from the page as it is now.',
  );
  expect(describeStale(['text', 'choices'], null, 'writing')).toMatch(
    /^The text and the choices have changed since\. What stands below goes on as it began;/,
  );
  expect(describeStale(['text'], 'vanilla', 'finished')).toMatch(/now the one vanilla wrote.*Undo/);
});

it('calls the way out by its name here', () => {
  const remedy = 'Close other tabs, then press Retry.';
  expect(describeFailure({ remedy }, true, null)).toBe(
    'What was written is kept; Again begins anew. Close other tabs, then press Again.',
  );
  expect(describeFailure({ remedy }, false, null)).toBe('Close other tabs, then press Again.');
  expect(describeFailure({ remedy }, true, 'write-on')).toBe(
    'What was written is kept, and Write on goes on from there. Close other tabs, then press Write on.',
  );
  expect(describeFailure({ remedy: 'Shorten the text.' }, true, 'slide')).toMatch(
    /^Shorten the text\. Or press Slide: /,
  );
});

it('warns where the figures need it', () => {
  expect(notesOn(BASIS)).toEqual([]);
  expect(notesOn({ ...BASIS, rule: 'topk' })[0]).toMatch(/^Top-k compares/);
  expect(notesOn({ ...BASIS, rule: 'topk', routing: 'token' })).toEqual([]);
  expect(notesOn({ ...BASIS, recursions: 4 })[0]).toMatch(/^With four recursions/);
  expect(notesOn({ ...BASIS, kvCache: 'recursion_wise' })).toEqual([
    'Mismatch: trained with the shared cache, run with the recursion-wise cache.',
  ]);
  expect(notesOn({ ...BASIS, models: { mor: 'a', vanilla: null } })[0]).toMatch(/writes alone/);
});
