import { describe, expect, it } from 'vitest';
import { parseConfig } from '../config';
import { countParameters, kvBytesPerToken } from '../cost';
import { MEMBERS } from '../testing/random-model';
import { batchMemory, equalMemory } from './equal-memory';

/** With parameters of two bytes each. */
const held = (member: string) => {
  const config = parseConfig(MEMBERS[member]);
  return { config, parameterBytes: 2 * countParameters(config).total };
};

describe('equal memory', () => {
  it('is the bytes of the parameters and of every slot’s text', () => {
    const vanilla = held('vanilla');
    const memory = batchMemory(vanilla, 5, 40);
    const { config, parameterBytes } = vanilla;
    expect(memory.total).toBe(parameterBytes + 5 * 40 * kvBytesPerToken(config, 4));
  });

  it.each(Object.keys(MEMBERS))('gives %s as many slots as fit, and not one more', (member) => {
    const budget = batchMemory(held('vanilla'), 12, 48);
    const memory = equalMemory(held(member), budget, 48);
    if (memory.slots > 1) expect(memory.total).toBeLessThanOrEqual(budget.total);
    expect(memory.total + memory.kvPerSlot).toBeGreaterThan(budget.total);
  });

  it('gives vanilla its own slots back', () => {
    expect(equalMemory(held('vanilla'), batchMemory(held('vanilla'), 8, 48), 48).slots).toBe(8);
  });
});
