import { expect, it } from 'vitest';
import { breathe } from '../model/testing/breathe';
import { holdLock, watchLock } from './alive';

it('tells the page when the thread that held the lock is gone, and not before', async () => {
  const waiting: (() => unknown)[] = [];
  const locks = {
    request: async (_: string, ...rest: unknown[]) => {
      const take = rest.at(-1) as () => unknown;
      if (waiting.push(take) === 1) await take();
    },
  } as unknown as LockManager;
  await holdLock(locks, 'life');
  let free = false;
  watchLock(locks, 'life', () => {
    free = true;
  });
  expect(free).toBe(false);
  waiting[1]?.();
  expect(free).toBe(true);
});

it('goes on without where locks are denied, as in a frame of another site', async () => {
  const locks = {
    request: async () => {
      throw new DOMException('The request was denied.', 'SecurityError');
    },
  } as unknown as LockManager;
  let free = false;
  await holdLock(locks, 'life');
  watchLock(locks, 'life', () => {
    free = true;
  });
  await breathe();
  expect(free).toBe(false);
});
