import { describe, expect, it } from 'vitest';
import { textsCsv, ticksCsv } from './csv';
import { describeRates, describeSlot, describeTick } from './describe';
import { countsOf, figuresOf, heldIn, ratiosOf, textsOf, worthLooking } from './facts';
import { fakeRun } from './testing';

describe('texts', () => {
  it('grow as the ticks say, and end', async () => {
    const run = await fakeRun();
    const texts = textsOf(run);
    expect(texts.map(({ state }) => state)).toEqual(['tokens', 'tokens', 'tokens']);
    for (const { prompt, written, depth } of texts) {
      expect(written).toHaveLength(6);
      // The last token is drawn, and not read.
      expect(depth).toHaveLength(prompt.length + 5);
      expect(depth.every((each) => each !== undefined && each >= 1 && each <= 3)).toBe(true);
    }
  });

  it('wait, are read, are written', async () => {
    const first = await fakeRun({ slots: 1, prompts: ['The cat sat', 'A dog'] }, 1);
    expect(textsOf(first).map(({ state }) => state)).toEqual(['reading', 'waiting']);
    const later = await fakeRun({ slots: 1, prompts: ['The cat sat', 'A dog'] }, 12);
    expect(textsOf(later).map(({ state }) => state)).toEqual(['writing', 'waiting']);
  });
});

describe('a tick', () => {
  it('names every token that is in a slot', async () => {
    const run = await fakeRun();
    const texts = textsOf(run);
    for (const tick of run.ticks) {
      const held = heldIn(tick, texts);
      expect(held.filter((each) => each !== null)).toHaveLength(countsOf(tick).inUse);
      held.forEach((each, slot) => {
        if (each) expect(describeSlot(slot, each, 'mor')).toContain(`of text ${each.text + 1}`);
      });
    }
    const [first] = run.ticks;
    expect(describeSlot(0, heldIn(first!, texts)[0]!, 'mor')).toMatch(
      /^Slot 1: “The” of text 1 comes in and goes round for the first time/,
    );
    expect(describeSlot(2, null, 'mor')).toBe('Slot 3: idle.');
    expect(describeTick(first!, 0)).toMatch(/^Tick 1: 3 of 3 slots in use, .+, 0 tokens written; /);
  });

  it('is looked at while it is the latest, and in the end where no slot was idle', async () => {
    const run = await fakeRun();
    expect(worthLooking({ ...run, over: false })).toBe(run.ticks.length - 1);
    const at = worthLooking(run);
    expect(countsOf(run.ticks[at]!).idle).toBe(0);
    expect(run.ticks.slice(at + 1).every((tick) => countsOf(tick).idle > 0)).toBe(true);
  });
});

describe('figures', () => {
  it('hold both batches against each other', async () => {
    const mor = { ...figuresOf(await fakeRun())!, tokensPerSecond: 150, flopsPerToken: 2e6 };
    const vanilla = {
      ...figuresOf(await fakeRun({ model: 'nano/vanilla' }))!,
      tokensPerSecond: 100,
      flopsPerToken: 4e6,
    };
    expect(mor).toMatchObject({ textsDone: 3, texts: 3, slots: 3 });
    expect(ratiosOf(mor, vanilla)).toEqual({ measured: 1.5, byFlops: 2 });
    expect(describeRates(mor, vanilla)).toBe(
      'MoR writes 150 tokens a second, vanilla 100: 1.50 times as many. By the FLOPs of a token alone it would be 2.00 times.',
    );
    expect(describeRates(mor, null)).toBe('MoR writes 150 tokens a second.');
    expect(ratiosOf(mor, null)).toEqual({ measured: null, byFlops: null });
    expect(figuresOf(null)).toBeNull();
  });
});

describe('files', () => {
  it('have a row for every tick and every text', async () => {
    const runs = { mor: await fakeRun(), vanilla: await fakeRun({ model: 'nano/vanilla' }) };
    const ticks = ticksCsv(runs).split('\r\n');
    expect(ticks).toHaveLength(1 + runs.mor.ticks.length + runs.vanilla.ticks.length);
    const columns = ticks[0]!.split(',').length;
    for (const row of ticks) expect(row.split(',')).toHaveLength(columns);
    const texts = textsCsv({ ...runs, vanilla: null }).split('\r\n');
    expect(texts).toHaveLength(4);
    expect(texts[1]).toMatch(/^mor,0,The cat,.*,6,[\d ]+,tokens$/);
  });
});
