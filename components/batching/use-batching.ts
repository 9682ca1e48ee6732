'use client';

import { useStore } from 'zustand';
import { type BatchingState, type BatchingStore, batchSourceOf, createBatching } from '../../store/batching';
import { batchDesks } from '../../store/desks';
import { useAppStore } from '../app-store';
import { useServices } from '../services';

export function useBatchingStore(): BatchingStore {
  const page = useAppStore();
  const { engine, lives } = useServices();
  let desk = batchDesks.get(page);
  if (!desk) {
    desk = createBatching({
      engine,
      lives,
      source: () => batchSourceOf(page.getState()),
      pace: () => page.getState().settings.pace,
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    });
    batchDesks.set(page, desk);
  }
  return desk;
}

export function useBatching<T>(selector: (state: BatchingState) => T): T {
  return useStore(useBatchingStore(), selector);
}
