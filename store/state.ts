import type { Account } from '../model/cost';
import type { MorErrorData } from '../model/errors';
import type { SamplingOptions } from '../model/sampling';
import type { Trace } from '../model/trace';
import type { BackendReport, LoadProgress } from '../workers/engine';
import type { Manifest } from '../workers/manifest';

/** What is run: a change is a step of undo and a new run. */
export interface RunSettings {
  readonly text: string;
  readonly routing: 'expert' | 'token' | 'random';
  readonly cache: 'recursion-wise' | 'shared';
  readonly recursions: 2 | 3 | 4;
  readonly model: 'nano' | 'small' | 'base';
  readonly rule: 'threshold' | 'top-k';
  /** `other` runs the checkpoint under the cache strategy it was not trained with: a mismatch, and marked as one. */
  readonly servedCache: 'trained' | 'other';
  readonly backend: 'auto' | 'webgpu' | 'wasm' | 'cpu';
  /** What is downloaded: half the bytes as int8, where the model has such weights. */
  readonly weights: 'fp16' | 'int8';
}

/** How the two models write, and the change whose effect is looked at: a step of undo; the run in view stays. */
export interface TaskSettings extends SamplingOptions {
  /** Tokens each model is to write. */
  readonly tokens: number;
  /** The word that is changed, 0-based; -1 for the last. */
  readonly changeAt: number;
  /** What stands in its place; empty while nothing is changed. */
  readonly changeTo: string;
  /** Prompts written together, one a line, and how many texts are written from each. */
  readonly prompts: string;
  readonly copies: number;
  /** Slots of vanilla's batch; MoR has as many as the same memory holds. */
  readonly slots: number;
}

/** What is in view and how it looks: no step of undo, kept by Reset, and in the link like all the rest. */
export interface Looks {
  readonly theme: 'system' | 'light' | 'dark';
  /** The picture of the run in view. */
  readonly view: 'depth' | 'flow' | 'kv-cache' | 'generate' | 'causality' | 'batching';
  /** Pictures as tables. */
  readonly table: boolean;
  /** Flow: which model, how near, and how many phases of it have passed. */
  readonly flowOf: 'mor' | 'recursive' | 'vanilla';
  readonly level: 'model' | 'recursion' | 'head';
  readonly step: number;
  /** What the token seen from near looks at is opened. */
  readonly attention: boolean;
  /** Attention, wherever it is shown: unrolled layer, 0-based, or -1 for the view's own choice; head, 0-based. */
  readonly layer: number;
  readonly head: number;
  /** Batching: as fast as it goes, or a tick at a time for the eye. */
  readonly pace: 'full' | 'slow';
  /** How FLOPs are counted. */
  readonly account: Account;
  /** The paper's shape and the context, in tokens, to which the costs are scaled up. */
  readonly shape: '135M' | '360M' | '730M' | '1.7B';
  readonly contextLength: 2048 | 4096 | 8192 | 16384 | 32768 | 65536 | 131072;
  /** Inside another page: no header and no footer. */
  readonly embed: boolean;
  /** Parts that a link leaves out. */
  readonly hide: readonly Hideable[];
}

/** Parts of the page that a link may leave out. */
export type Hideable = 'text' | 'examples' | 'switches' | 'views' | 'inspector' | 'cost';

/** What the visitor chose; mirrored in the URL by the table in `url.ts`. */
export type Settings = RunSettings & TaskSettings & Looks;

/** The three models set side by side. */
export type Role = 'mor' | 'recursive' | 'vanilla';

/** Where the run of the settings stands. */
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

/** The run in view. */
export interface RunState {
  readonly status: RunStatus;
  readonly traces: { readonly [role in Role]: Trace | null };
  /** The traces in view were recorded earlier and come from a file. */
  readonly recorded: boolean;
  /** Name of the file that the traces in view were opened from; null where they were run or recorded. Live runs stand back. */
  readonly file: string | null;
  /** Each trace's times are those of its median run of so many; 1 while they come from the run itself, a cold one perhaps. */
  readonly timedRuns: number;
  readonly error: MorErrorData | null;
  readonly backend: BackendReport | null;
  /** Latest load progress by model id, for those not ready. */
  readonly progress: { readonly [model: string]: LoadProgress };
}

/** What of the run the visitor looks at. */
export interface Selection {
  /** Position of the pinned token, or null. */
  readonly pinned: number | null;
  /** Position under pointer or focus: transient. */
  readonly hovered: number | null;
  /** Recursion scrubbed to, 1-based; null shows all. */
  readonly recursion: number | null;
  /** Positions that words looked at speak of: transient. */
  readonly lit: ReadonlySet<number> | null;
}

/** Something the page changed or could not do. */
export interface Notice {
  readonly id: string;
  /** The sentence, in the language that is spoken when it is asked for. */
  readonly message: () => string;
  /** Code of the error that it tells; it has a paragraph in docs/errors.md. */
  readonly code?: MorErrorData['code'];
}

/** The page's state, and all that changes it. */
export interface AppState {
  readonly settings: Settings;
  readonly manifest: Manifest | null;
  readonly run: RunState;
  readonly selection: Selection;
  readonly notices: readonly Notice[];

  /** Changes settings. A combination that was not trained moves the other switches to the nearest one that was, with a notice. */
  set(patch: Partial<Settings>): void;
  /**
   * A beginning that others prepared, as a lesson's step: shows `page`, but for what `kept` names. From now on Reset comes back to
   * `page`, and Undo no further than to here.
   */
  begin(page: Partial<Settings>, kept: readonly string[]): void;
  /** Back to the first preset and the default switches, and to what the page began with beyond these. */
  reset(): void;
  undo(): void;
  readonly canUndo: boolean;
  /** Runs again: what failed, or what a file stands in the place of. */
  retry(): void;
  /** Shows the traces of a file (docs/trace.md); one that cannot be read leaves the page as it is, with a notice. */
  open(file: File): Promise<void>;
  pin(position: number | null): void;
  hover(position: number | null): void;
  light(positions: ReadonlySet<number> | null): void;
  scrub(recursion: number | null): void;
  dismiss(noticeId: string): void;
}
