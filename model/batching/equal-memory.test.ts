import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config';
import { countParameters, kvBytesPerToken } from '../cost';
import { MEMBERS } from '../testing/random-model';
import { batchMemory, equalMemory } from './equal-memory';

const config = (member: string) => parseConfig(MEMBERS[member]);

describe('equal memory', () => {
  it('is the bytes of the parameters and of every slot’s text', () => {
    const vanilla = config('vanilla');
    const memory = batchMemory(vanilla, 5, 40);
    expect(memory.total).toBe(4 * countParameters(vanilla).total + 5 * 40 * kvBytesPerToken(vanilla, 4));
  });

  it.each(Object.keys(MEMBERS))('gives %s as many slots as fit, and not one more', (member) => {
    const budget = batchMemory(config('vanilla'), 12, 48);
    const memory = equalMemory(config(member), budget, 48);
    if (memory.slots > 1) expect(memory.total).toBeLessThanOrEqual(budget.total);
    expect(memory.total + memory.kvPerSlot).toBeGreaterThan(budget.total);
  });

  it('gives vanilla its own slots back', () => {
    expect(equalMemory(config('vanilla'), batchMemory(config('vanilla'), 8, 48), 48).slots).toBe(8);
  });
});
