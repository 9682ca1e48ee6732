import { expect, it } from 'vitest';
import { fakeRun } from '../../batching/testing';
import { framed } from '../frame';
import type { Palette } from '../palette';
import { batchingFigure } from './batching';

const palette = new Proxy({}, { get: () => '#123456' }) as Palette;
const ORIGIN = {
  made: 'nano/mor-expert on WASM',
  date: '2026-11-23',
  link: 'https://example.org/?view=batching',
};

it('draws the slots of both batches with what they did', async () => {
  const runs = {
    mor: await fakeRun({ slots: 4 }),
    vanilla: await fakeRun({ model: 'nano/vanilla', slots: 2 }),
  };
  const drawing = batchingFigure({ desk: { status: 'finished', basis: null, runs }, palette });
  expect(drawing.caption).toMatch(
    /^Done: each model wrote 3 texts\. MoR writes .+ tokens a second, vanilla /,
  );
  expect(drawing.body).toMatch(/4 slots, tokens at any depth.*2 slots, whole tokens/s);
  const alone = batchingFigure({
    desk: { status: 'stopped', basis: null, runs: { ...runs, vanilla: null } },
    palette,
  });
  expect(alone.height).toBeLessThan(drawing.height);
  const svg = framed(drawing, ORIGIN, palette);
  expect(svg).not.toMatch(/NaN|undefined/);
});
