import { describe, expect, it } from 'vitest';
import { kvBytes, traceFlops } from '../../model/cost';
import type { GenerationRequest, GenerationStep } from '../generation';
import { createFakeEngine } from './fake';
import { fakeTrace } from './fake-trace';
import { FAKE_LENGTH } from './fake-writing';

const REQUEST: GenerationRequest = {
  model: 'nano/mor-expert',
  text: 'The cat',
  rule: 'threshold',
  temperature: 1,
  topK: 0,
  topP: 1,
  seed: 1,
};

async function write(changes: Partial<GenerationRequest> = {}) {
  const engine = createFakeEngine();
  await engine.start('auto');
  const begun = await engine.openGeneration({ ...REQUEST, ...changes });
  const steps: GenerationStep[] = [];
  do steps.push(await engine.nextToken(begun.id));
  while (steps.at(-1)!.end === null);
  return { engine, begun, steps, text: steps.map(({ token }) => token.text).join('') };
}

describe('an invented text', () => {
  it('is the same for the same request, and another for another seed', async () => {
    const { text } = await write();
    expect((await write()).text).toBe(text);
    expect((await write({ seed: 2 })).text).not.toBe(text);
  });

  it('costs what its trace costs, and ends', async () => {
    const { begun, steps, engine } = await write();
    expect(steps).toHaveLength(FAKE_LENGTH + 1);
    expect(steps.at(-1)).toMatchObject({ end: 'end-of-text', depth: 0, flops: 0, kvBytesRead: 0 });
    const words = steps.slice(0, -1).map(({ token }) => token.text);
    const trace = fakeTrace({ ...REQUEST, text: REQUEST.text + words.join(''), readouts: false });
    expect([...begun.promptDepth, ...steps.slice(0, -1).map(({ depth }) => depth)]).toEqual([...trace.depth]);
    expect(steps.at(-1)!.kvBytes).toBe(kvBytes(trace, 4));
    expect(steps.reduce((sum, { flops }) => sum + flops, begun.flops)).toBe(
      traceFlops(trace, 'honest').total,
    );
    await expect(engine.nextToken(begun.id)).rejects.toMatchObject({ code: 'E-INPUT' });
    await engine.closeGeneration(begun.id);
    expect(engine.calls.slice(-2)).toEqual(['next 1', 'close 1']);
  });

  it('goes on as it would have without a break', async () => {
    const whole = await write();
    const before = whole.steps.slice(0, 7).map(({ token }) => token);
    const continued = { prompt: whole.begun.prompt, written: before, draws: 7 };
    expect((await write({ continued })).steps).toEqual(whole.steps.slice(7));
  });

  it('ends where the context is full', async () => {
    const { steps } = await write({ text: Array(250).fill('a').join(' ') });
    expect(steps).toHaveLength(6);
    expect(steps.at(-1)!.end).toBe('context-full');
  });

  it('is closed when the engine dies', async () => {
    const engine = createFakeEngine();
    await engine.start('auto');
    const { id } = await engine.openGeneration(REQUEST);
    engine.die('E-DEVICE-LOST');
    await engine.start('auto');
    await expect(engine.nextToken(id)).rejects.toMatchObject({ code: 'E-INPUT' });
  });
});
