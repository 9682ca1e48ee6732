import type { StoreApi } from 'zustand';
import type { AppState } from '../../store/state';

/** The sheets over the page that commands open. */
export type Sheet = 'palette' | 'keys';

/** What a command may touch. */
export interface Page {
  /** Null on pages without a model of their own. */
  readonly store: StoreApi<AppState> | null;
  readonly open: (sheet: Sheet) => void;
  readonly go: (path: string) => void;
  /** Says a sentence to who listens and who looks. */
  readonly say: (sentence: string) => void;
}

export type Group = 'go' | 'view' | 'text' | 'model' | 'show' | 'page';

/** One thing that can be done. The palette, the sheet of keys and the keys themselves all read the same object. */
export interface Action {
  readonly id: string;
  readonly group: Group;
  readonly label: () => string;
  /** A single key, as the keyboard event names it; it can be turned off. */
  readonly key?: string;
  /** A letter that works together with Ctrl or the command key, in fields too. */
  readonly chord?: string;
  /** Whether it can be done on this page as it stands. */
  readonly enabled: (page: Page) => boolean;
  readonly run: (page: Page) => void;
}
