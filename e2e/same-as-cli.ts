import { expect } from '@playwright/test';
import { type Asked, analyze } from './cli';
import type { Explorer, Role } from './explorer';

/** Depths, costs and losses in the page equal the command line's for the same model and text. */
export async function expectSameAsCli(
  explorer: Explorer,
  role: Role,
  asked: Asked,
  tolerance: number,
): Promise<void> {
  const here = await explorer.trace(role);
  const there = analyze(asked);
  expect(here.tokens, 'tokens').toEqual(there.tokens);
  expect(here.depth, 'depths').toEqual(there.depth);
  expect(Math.abs(here.nll - there.nll), 'difference of the losses').toBeLessThan(tolerance);
  expect(here.flops, 'FLOPs').toBe(there.flops);
  expect(here.kvBytes, 'KV bytes').toBe(there.kvBytes);
  if (role === 'mor') expect(await explorer.depthsShown(), 'depths in the picture').toEqual(there.depth);
}
