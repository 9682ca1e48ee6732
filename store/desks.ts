import type { StoreApi } from 'zustand';
import type { BatchingStore } from './batching';
import type { GenerationStore } from './generation';
import type { AppState } from './state';

/**
 * The state of the Generate view, one for each page's store, made when the view is first opened. It stays when the view
 * closes, so that writing goes on; its caches go with the page's engine.
 */
export const desks = new WeakMap<StoreApi<AppState>, GenerationStore>();

/** The state of the Batching view, kept likewise. */
export const batchDesks = new WeakMap<StoreApi<AppState>, BatchingStore>();
