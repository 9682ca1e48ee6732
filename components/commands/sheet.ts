import { createStore } from 'zustand/vanilla';
import type { Sheet } from './action';

/** Which sheet lies over the page; a button anywhere may open one. */
export const sheetStore = createStore<{ readonly sheet: Sheet | null }>()(() => ({ sheet: null }));

export const openSheet = (sheet: Sheet | null) => sheetStore.setState({ sheet });
