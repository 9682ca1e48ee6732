import { MorError, type MorErrorData } from '../model/errors';
import { decodeTraceFile, type TraceFileSettings } from '../model/trace-file';
import { TraceUnreadable, type Unreadable } from '../model/unreadable';
import { asMorError } from '../workers/failure';
import { CHOICES } from './settings';
import type { RunSettings, RunState } from './state';

/** Largest trace file that is read, bytes: many times that of the longest text a model here can read. */
export const FILE_LIMIT = 16 * 2 ** 20;

/** What a file brings into view. */
export interface Imported {
  /** What of the file's settings this page knows. */
  readonly settings: Partial<RunSettings>;
  readonly traces: RunState['traces'];
}

/** A file that was not opened, and why. */
export interface Unopened {
  readonly name: string;
  readonly error: MorErrorData;
  /** Null where the file could not even be read. */
  readonly unreadable: Unreadable | null;
}

/** Reads a file of `model/trace-file.ts`, or says why it cannot be shown. */
export async function readTraceFile(file: File): Promise<Imported | Unopened> {
  try {
    if (file.size > FILE_LIMIT) {
      throw new TraceUnreadable({ why: 'too-large', mebibytes: FILE_LIMIT / 2 ** 20 });
    }
    const { settings, traces } = decodeTraceFile(parsed(await file.text()));
    if (traces.mor === null) throw new TraceUnreadable({ why: 'no-mor-trace' });
    return { settings: known(settings), traces };
  } catch (error) {
    return unopened(file.name, error);
  }
}

function unopened(name: string, cause: unknown): Unopened {
  const { code, message } = asMorError(cause);
  const short = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  const error = new MorError(
    code,
    `“${short}” was not opened, and the page is as it was. ${message}`,
    'Choose a run that this page has saved, or npm run mor -- analyze --trace has written.',
  );
  return {
    name: short,
    error: error.toData(),
    unreadable: cause instanceof TraceUnreadable ? cause.unreadable : null,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TraceUnreadable({ why: 'not-json' }, { cause });
  }
}

type Key = keyof typeof SWITCHES;
const SWITCHES = {
  routing: CHOICES.routing,
  cache: CHOICES.cache,
  recursions: CHOICES.recursions,
  model: CHOICES.model,
  rule: CHOICES.rule,
  servedCache: CHOICES.servedCache,
} as const;

function known(settings: TraceFileSettings): Partial<RunSettings> {
  const switches = (Object.keys(SWITCHES) as Key[]).filter((key) =>
    (SWITCHES[key] as readonly unknown[]).includes(settings[key]),
  );
  return { text: settings.text, ...Object.fromEntries(switches.map((key) => [key, settings[key]])) };
}
