import * as v from 'valibot';
import type { Trace } from './trace';
import { decodeTrace, encodeTrace, type TraceJson } from './trace-json';
import { fieldUnreadable, TraceUnreadable, type Unreadable } from './unreadable';

/** The file a run is saved as, read again where it is dropped (docs/trace.md). */
export const TRACE_FILE_FORMAT = 'mor-explorer-trace';
/** Raised when the file around the traces changes; each trace has a version of its own. */
export const TRACE_FILE_VERSION = 1;

/** The text and the switches of a run, in the page's words; a reader takes of them what it knows. */
export interface TraceFileSettings {
  readonly text: string;
  readonly routing: string;
  readonly cache: string;
  readonly recursions: number;
  readonly model: string;
  readonly rule: string;
  readonly servedCache: string;
}

type Role = 'mor' | 'recursive' | 'vanilla';

/** A saved run, decoded (docs/trace.md). */
export interface TraceFile {
  /** Address that brings the page to the same view; null where the file was not written by a page. */
  readonly link: string | null;
  readonly settings: TraceFileSettings;
  /** Of the same tokens; null for a model that was not run. */
  readonly traces: { readonly [role in Role]: Trace | null };
}

/** The file as JSON, its traces not yet looked into. */
export const traceFileSchema = v.object({
  format: v.literal(TRACE_FILE_FORMAT),
  version: v.literal(TRACE_FILE_VERSION),
  link: v.nullable(v.string()),
  settings: v.object({
    text: v.string(),
    routing: v.string(),
    cache: v.string(),
    recursions: v.number(),
    model: v.string(),
    rule: v.string(),
    servedCache: v.string(),
  }),
  traces: v.object({ mor: v.unknown(), recursive: v.unknown(), vanilla: v.unknown() }),
});

type Plain = Omit<v.InferOutput<typeof traceFileSchema>, 'traces'> & {
  readonly traces: { readonly [role in Role]: TraceJson | null };
};

/** Ready for JSON.stringify. */
export function encodeTraceFile({ link, settings, traces }: TraceFile): Plain {
  const plain = (trace: Trace | null) => trace && encodeTrace(trace);
  return {
    format: TRACE_FILE_FORMAT,
    version: TRACE_FILE_VERSION,
    link,
    settings,
    traces: {
      mor: plain(traces.mor),
      recursive: plain(traces.recursive),
      vanilla: plain(traces.vanilla),
    },
  };
}

/** Reads a parsed file. Throws E-TRACE where it is another format or version, or its parts do not fit together. */
export function decodeTraceFile(json: unknown): TraceFile {
  const { format, version } = (json ?? {}) as { format?: unknown; version?: unknown };
  if (format !== TRACE_FILE_FORMAT) throw new TraceUnreadable({ why: 'format', format: TRACE_FILE_FORMAT });
  if (version !== TRACE_FILE_VERSION) {
    const found = String(version);
    throw new TraceUnreadable({ why: 'version', of: 'file', found, read: TRACE_FILE_VERSION });
  }
  const parsed = v.safeParse(traceFileSchema, json);
  if (!parsed.success) {
    throw new TraceUnreadable(fieldUnreadable(parsed.issues[0]));
  }
  const { link, settings } = parsed.output;
  const read = (trace: unknown) => (trace === null ? null : decodeTrace(trace));
  const { mor, recursive, vanilla } = parsed.output.traces;
  const traces = { mor: read(mor), recursive: read(recursive), vanilla: read(vanilla) };
  const why = misfitOf(traces);
  if (why !== null) throw new TraceUnreadable({ why });
  return { link, settings, traces };
}

type Misfit = Extract<Unreadable['why'], 'no-trace' | 'not-one-text' | 'other-model'>;

/** A trace in the place of another model, or of another text than the rest. */
function misfitOf({ mor, recursive, vanilla }: TraceFile['traces']): Misfit | null {
  const [first, ...others] = [mor, recursive, vanilla].filter((trace) => trace !== null);
  if (first === undefined) return 'no-trace';
  if (!others.every((trace) => sameTokens(trace, first))) return 'not-one-text';
  const inPlace =
    (mor === null || mor.config.routing.type !== 'none') &&
    (recursive === null || roleOf(recursive) === 'recursive') &&
    (vanilla === null || roleOf(vanilla) === 'vanilla');
  return inPlace ? null : 'other-model';
}

/** The place of a trace among the three models that are set side by side. */
export function roleOf({ config }: Trace): Role {
  if (config.routing.type !== 'none') return 'mor';
  return config.numRecursions > 1 ? 'recursive' : 'vanilla';
}

function sameTokens(a: Trace, b: Trace): boolean {
  return a.tokens.length === b.tokens.length && a.tokens.every(({ id }, t) => id === b.tokens[t]?.id);
}
