import { describe, expect, it } from 'vitest';
import { createLessonProgress, NO_PROGRESS } from './lesson-progress';

function browser(kept: Record<string, string> = {}) {
  const items = new Map(Object.entries(kept));
  return {
    items,
    storage: {
      getItem: (name: string) => items.get(name) ?? null,
      setItem: (name: string, value: string) => void items.set(name, value),
      removeItem: (name: string) => void items.delete(name),
    },
  };
}

describe('progress through the lessons', () => {
  it('is found again by the next page', async () => {
    const { storage } = browser();
    const first = createLessonProgress(() => storage);
    first.getState().visit('memory', 3, false);
    first.getState().answer('memory', 'wise', 62);
    first.getState().answer('memory', 'check/kept', 'keys');
    first.getState().done('memory', 'context');
    first.getState().done('memory', 'context');
    first.getState().sit('before', { depth: 'rounds' });

    const second = createLessonProgress(() => storage);
    expect(second.getState().lessons).toEqual({});
    await second.persist.rehydrate();
    expect(second.getState().lessons.memory).toEqual({
      step: 3,
      done: ['context'],
      answers: { wise: 62, 'check/kept': 'keys' },
      finished: false,
    });
    expect(second.getState().quiz).toEqual({ before: { depth: 'rounds' }, after: null });
  });

  it('stays finished once the last step was seen, and is forgotten on request', () => {
    const { getState } = createLessonProgress(() => browser().storage);
    getState().visit('time', 9, true);
    getState().visit('time', 2, false);
    expect(getState().lessons.time).toMatchObject({ step: 2, finished: true });
    getState().restart('time');
    expect(getState().lessons.time).toEqual(NO_PROGRESS);
  });

  it.each([
    ['no JSON', '{'],
    ['another form', JSON.stringify({ version: 1, state: { lessons: { memory: { step: 'two' } } } })],
    ['another version', JSON.stringify({ version: 0, state: { lessons: {}, quiz: {} } })],
  ])('leaves %s aside', async (_, text) => {
    const { storage } = browser({ 'mor-explorer-lessons': text });
    const store = createLessonProgress(() => storage);
    await store.persist.rehydrate();
    expect(store.getState().lessons).toEqual({});
    store.getState().visit('memory', 1, false);
    expect(store.getState().lessons.memory?.step).toBe(1);
  });

  it('lasts as long as the page where nothing may be kept', () => {
    const store = createLessonProgress(() => {
      throw new DOMException('denied', 'SecurityError');
    });
    store.getState().visit('memory', 1, false);
    expect(store.getState().lessons.memory?.step).toBe(1);
  });
});
