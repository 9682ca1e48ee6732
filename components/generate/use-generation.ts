'use client';

import { useStore } from 'zustand';
import {
  createGeneration,
  type GenerationState,
  type GenerationStore,
  sourceOf,
} from '../../store/generation';
import { useAppStore } from '../app-store';
import { useServices } from '../services';

/** One desk for each page: it outlives the view, and its caches end with the page's engine. */
const desks = new WeakMap<object, GenerationStore>();

export function useGenerationStore(): GenerationStore {
  const page = useAppStore();
  const { engine, lives } = useServices();
  let desk = desks.get(page);
  if (!desk) {
    desk = createGeneration({
      generator: engine,
      lives,
      source: () => sourceOf(page.getState()),
    });
    desks.set(page, desk);
  }
  return desk;
}

export function useGeneration<T>(selector: (state: GenerationState) => T): T {
  return useStore(useGenerationStore(), selector);
}
