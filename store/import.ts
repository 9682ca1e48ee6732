import { MorError } from '../model/errors';
import { decodeTraceFile, type TraceFileSettings } from '../model/trace-file';
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

/** Reads a file of `model/trace-file.ts`. Throws E-TRACE where it cannot be shown. */
export async function readTraceFile(file: File): Promise<Imported> {
  try {
    if (file.size > FILE_LIMIT) throw unread(`it is larger than ${FILE_LIMIT / 2 ** 20} MiB`);
    const { settings, traces } = decodeTraceFile(parsed(await file.text()));
    if (traces.mor === null) throw unread('it holds no trace of a MoR model');
    return { settings: known(settings), traces };
  } catch (error) {
    const { code, message } = asMorError(error);
    throw new MorError(
      code,
      `“${shortened(file.name)}” was not opened, and the page is as it was. ${message}`,
      'Choose a run that this page has saved, or npm run mor -- analyze --trace has written.',
      { cause: error },
    );
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unread('it is not JSON', cause);
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

function unread(what: string, cause?: unknown): MorError {
  return new MorError('E-TRACE', `The trace cannot be read: ${what}.`, '', { cause });
}

const shortened = (name: string) => (name.length > 60 ? `${name.slice(0, 60)}…` : name);
