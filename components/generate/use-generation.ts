'use client';

import { useStore } from 'zustand';
import {
  createGeneration,
  type GenerationState,
  type GenerationStore,
  sourceOf,
} from '../../store/generation';
import type { Generator } from '../../workers/generation';
import { useAppStore } from '../app-store';
import { type Services, useServices } from '../services';

/** One desk for each page: it outlives the view, and its caches end with the page's engine. */
const desks = new WeakMap<object, GenerationStore>();

export function useGenerationStore(): GenerationStore {
  const page = useAppStore();
  const { engine } = useServices();
  let desk = desks.get(page);
  if (!desk) {
    if (!canWrite(engine)) throw new Error('The engine above this component cannot write');
    desk = createGeneration({ generator: engine, source: () => sourceOf(page.getState()) });
    desks.set(page, desk);
  }
  return desk;
}

function canWrite(engine: Services['engine']): engine is Services['engine'] & Generator {
  return engine.openGeneration !== undefined;
}

export function useGeneration<T>(selector: (state: GenerationState) => T): T {
  return useStore(useGenerationStore(), selector);
}
