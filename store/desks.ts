import type { StoreApi } from 'zustand';
import type { BatchingStore } from './batching';
import type { GenerationStore } from './generation';
import type { AppState } from './state';

/** One desk of writers for each page: it outlives the view that opens it, and its caches end with the page's engine. */
export const desks = new WeakMap<StoreApi<AppState>, GenerationStore>();

/** The desk of texts written together, likewise. */
export const batchDesks = new WeakMap<StoreApi<AppState>, BatchingStore>();
