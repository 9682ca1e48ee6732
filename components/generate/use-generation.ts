'use client';

import { useStore } from 'zustand';
import { desks } from '../../store/desks';
import { createGeneration, type GenerationStore } from '../../store/generation';
import type { GenerationState } from '../../store/generation-state';
import { sourceOf } from '../../store/source';
import { useAppStore } from '../app-store';
import { useServices } from '../services';

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
