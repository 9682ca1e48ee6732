import * as v from 'valibot';
import { MorError } from '../../model/errors';
import type { Trace } from '../../model/trace';
import { decodeTrace } from '../../model/trace-json';
import type { Engine } from '../engine';

const preset = v.object({
  id: v.string(),
  text: v.string(),
  file: v.pipe(v.string(), v.regex(/^[\w-]+\.json$/)),
  settings: v.object({
    routing: v.string(),
    cache: v.string(),
    recursions: v.number(),
    model: v.string(),
    rule: v.string(),
  }),
});
const indexFile = v.object({
  version: v.literal(1),
  /** SHA-256 of the weights they were recorded with, by model: a test tells when they are of another model. */
  weights: v.record(v.string(), v.string()),
  presets: v.array(preset),
});
const traceFile = v.object({
  version: v.literal(1),
  traces: v.object({ mor: v.unknown(), recursive: v.unknown(), vanilla: v.unknown() }),
});

/** `public/traces/index.json`, written by `npm run traces`. */
export type RecordedIndex = v.InferOutput<typeof indexFile>;
export type RecordedPreset = v.InferOutput<typeof preset>;

/** The settings a recorded trace was made with, and its text. */
export type RecordedKey = RecordedPreset['settings'] & { readonly text: string };

/** The traces of one text by the three models. */
export interface RecordedSet {
  readonly mor: Trace;
  readonly recursive: Trace;
  readonly vanilla: Trace;
}

/** Traces from files: what the page shows before the weights are there, and all it has where nothing can compute. */
export interface RecordedTraces extends Engine {
  /** The traces of exactly this text and these settings; null where none was recorded. */
  find(key: RecordedKey): Promise<RecordedSet | null>;
}

/**
 * @param baseUrl the site's own folder, absolute, with a trailing slash
 */
export function createRecordedEngine(baseUrl: string, fetcher: typeof fetch = fetch): RecordedTraces {
  const sets = new Map<string, Promise<RecordedSet>>();
  let index: Promise<RecordedIndex> | null = null;

  async function fetchJson(path: string): Promise<unknown> {
    const response = await fetcher(new URL(`traces/${path}`, baseUrl).href).catch((cause: unknown) => {
      throw unreadable(`traces/${path} could not be fetched`, cause);
    });
    if (!response.ok) throw unreadable(`traces/${path}: the server answered ${response.status}`);
    return response.json().catch((cause: unknown) => {
      throw unreadable(`traces/${path} is not JSON`, cause);
    });
  }

  async function readIndex(): Promise<RecordedIndex> {
    const parsed = v.safeParse(indexFile, await fetchJson('index.json'));
    if (!parsed.success) throw unreadable('traces/index.json has another form');
    return parsed.output;
  }

  async function readSet(file: string): Promise<RecordedSet> {
    const parsed = v.safeParse(traceFile, await fetchJson(file));
    if (!parsed.success) throw unreadable(`traces/${file} has another form`);
    const { mor, recursive, vanilla } = parsed.output.traces;
    return { mor: decodeTrace(mor), recursive: decodeTrace(recursive), vanilla: decodeTrace(vanilla) };
  }

  /** Keeps what succeeded; what failed is tried again when asked for again. */
  function presets(): Promise<RecordedIndex> {
    index ??= readIndex().catch((error: unknown) => {
      index = null;
      throw error;
    });
    return index;
  }

  function set(file: string): Promise<RecordedSet> {
    const known = sets.get(file);
    if (known) return known;
    const reading = readSet(file);
    sets.set(file, reading);
    reading.catch(() => sets.delete(file));
    return reading;
  }

  async function traceOf(model: string, text: string): Promise<Trace> {
    const candidates = (await presets()).presets.filter((each) => each.text === text);
    for (const { file } of candidates) {
      const found = Object.values(await set(file)).find((trace) => trace.model === model);
      if (found) return found;
    }
    throw notRecorded(text);
  }

  return {
    async find(key) {
      const match = (await presets()).presets.find(
        ({ text, settings }) =>
          text === key.text &&
          (Object.keys(settings) as (keyof typeof settings)[]).every((each) => settings[each] === key[each]),
      );
      return match ? set(match.file) : null;
    },
    async start() {
      const [first] = (await presets()).presets;
      if (!first) throw unreadable('traces/index.json lists none');
      const { backend, adapter } = (await set(first.file)).mor;
      return { backend, adapter, software: false, threads: null, attempts: [] };
    },
    async load(model) {
      for (const { file } of (await presets()).presets) {
        const found = Object.values(await set(file)).find((trace) => trace.model === model);
        if (found) return { model, config: found.config, parameters: found.parameters, parameterBytes: 0 };
      }
      throw notRecorded(model);
    },
    tokenize: async (model, text) => (await traceOf(model, text)).tokens,
    async run({ model, text, rule, kvCache }) {
      const trace = await traceOf(model, text);
      const other = kvCache !== undefined && kvCache !== trace.config.kvCache;
      if (trace.rule !== rule || other) throw notRecorded(text);
      return trace;
    },
    attention: async ({ text }) => {
      throw notRecorded(text);
    },
    openGeneration: async () => {
      throw cannotWrite();
    },
    nextToken: async () => {
      throw cannotWrite();
    },
    closeGeneration: async () => {},
    openBatch: async () => {
      throw cannotWrite();
    },
    advanceBatch: async () => {
      throw cannotWrite();
    },
    closeBatch: async () => {},
    onProgress: () => () => {},
    onFailure: () => () => {},
    dispose: () => {},
  };
}

function unreadable(what: string, cause?: unknown): MorError {
  return new MorError(
    'E-TRACE',
    `The recorded examples cannot be read: ${what}.`,
    'Reload the page. On a site of your own, write them again with npm run traces.',
    { cause },
  );
}

function cannotWrite(): MorError {
  return new MorError(
    'E-BACKEND',
    'Nothing here can compute, and a text that is written cannot be played back from a file.',
    'Open the page in a browser with WebAssembly or WebGPU.',
  );
}

function notRecorded(what: string): MorError {
  const shown = what.length > 40 ? `${what.slice(0, 40)}…` : what;
  return new MorError(
    'E-TRACE',
    `Nothing was recorded for “${shown}”.`,
    'Pick one of the texts offered, with the default switches.',
  );
}
