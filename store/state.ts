import type { MorErrorData } from '../model/errors';
import type { Trace } from '../model/trace';
import type { BackendReport, LoadProgress } from '../workers/engine';
import type { Manifest } from '../workers/manifest';

/** What the visitor chose; mirrored in the URL by the table in `url.ts`. */
export interface Settings {
  readonly text: string;
  readonly routing: 'expert' | 'token' | 'random';
  readonly cache: 'recursion-wise' | 'shared';
  readonly recursions: 2 | 3 | 4;
  readonly model: 'nano' | 'small' | 'base';
  readonly rule: 'threshold' | 'top-k';
  readonly backend: 'auto' | 'webgpu' | 'wasm' | 'cpu';
  readonly theme: 'system' | 'light' | 'dark';
  /** The picture of the run in view. */
  readonly view: 'depth' | 'flow' | 'kv-cache' | 'generate';
}

/** The three models set side by side. */
export type Role = 'mor' | 'recursive' | 'vanilla';

export type RunStatus =
  /** Nothing to run: the text is empty. */
  | 'empty'
  /** The engine or a model is on its way; a recorded trace may be in view. */
  | 'loading'
  /** A run is under way; the previous traces stay in view. */
  | 'running'
  /** All three traces belong to the settings. */
  | 'ready'
  /** The last run failed; `error` says why, the previous traces stay in view. */
  | 'failed';

export interface RunState {
  readonly status: RunStatus;
  readonly traces: { readonly [role in Role]: Trace | null };
  /** The traces in view were recorded earlier and come from a file. */
  readonly recorded: boolean;
  /** Each trace's times are those of its median run of so many; 1 while they come from the run itself, a cold one perhaps. */
  readonly timedRuns: number;
  readonly error: MorErrorData | null;
  readonly backend: BackendReport | null;
  /** Latest load progress by model id, for those not ready. */
  readonly progress: { readonly [model: string]: LoadProgress };
}

export interface Selection {
  /** Position of the pinned token, or null. */
  readonly pinned: number | null;
  /** Position under pointer or focus: transient. */
  readonly hovered: number | null;
  /** Recursion scrubbed to, 1-based; null shows all. */
  readonly recursion: number | null;
}

/** Something the page changed or could not do, in a sentence. */
export interface Notice {
  readonly id: string;
  readonly message: string;
}

export interface AppState {
  readonly settings: Settings;
  readonly manifest: Manifest | null;
  readonly run: RunState;
  readonly selection: Selection;
  readonly notices: readonly Notice[];

  /** Changes settings. A combination that was not trained moves the other switches to the nearest one that was, with a notice. */
  set(patch: Partial<Settings>): void;
  /** Back to the first preset and the default switches. */
  reset(): void;
  undo(): void;
  readonly canUndo: boolean;
  retry(): void;
  pin(position: number | null): void;
  hover(position: number | null): void;
  scrub(recursion: number | null): void;
  dismiss(noticeId: string): void;
}
