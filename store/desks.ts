import type { StoreApi } from 'zustand';
import type { GenerationStore } from './generation';
import type { AppState } from './state';

/** One desk of writers for each page: it outlives the view that opens it, and its caches end with the page's engine. */
export const desks = new WeakMap<StoreApi<AppState>, GenerationStore>();
