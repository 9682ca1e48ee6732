import { MorError, type MorErrorData } from '../model/errors';
import type { Token, Trace } from '../model/trace';
import { openFirst } from './backends';
import type { Advance, Batching, BatchingRequest, Stretch } from './batching';
import type { Compute, ComputeModel, OpenBackend, OpenTogether, OpenWriting } from './compute';
import type {
  AttentionRequest,
  AttentionTrace,
  BackendChoice,
  BackendReport,
  LoadProgress,
  ModelInfo,
  RunRequest,
  WeightsType,
} from './engine';
import { asMorError, type Outcome, outcome } from './failure';
import { type FileStore, fetchModelFiles, neededBytes } from './files';
import type { Generation, GenerationRequest, GenerationStep } from './generation';
import { fetchManifest, findMember, type Manifest } from './manifest';
import { Opened } from './opened';
import { Serial } from './serial';

/** Raised when the messages change; the page and the worker of one build always agree. */
export const PROTOCOL = 6;

/** What the worker says without being asked. */
export interface CoreListener {
  progress(progress: LoadProgress): void;
  failed(error: MorErrorData): void;
}

/** The engine on the worker's side of the border: `Engine`, with errors as data. */
export interface EngineCore {
  /** First call. `lock` is the name of a lock to hold for as long as this thread lives (`alive.ts`), or null. */
  hello(listener: CoreListener, lock: string | null): Promise<typeof PROTOCOL>;
  /** alone: no other threads are to help this one. */
  start(
    choice: BackendChoice,
    baseUrl: string,
    weights?: WeightsType,
    alone?: boolean,
  ): Promise<Outcome<BackendReport>>;
  load(model: string): Promise<Outcome<ModelInfo>>;
  tokenize(model: string, text: string): Promise<Outcome<readonly Token[]>>;
  run(request: RunRequest): Promise<Outcome<Trace>>;
  attention(request: AttentionRequest): Promise<Outcome<AttentionTrace>>;
  openGeneration(request: GenerationRequest): Promise<Outcome<Generation>>;
  nextToken(id: number): Promise<Outcome<GenerationStep>>;
  closeGeneration(id: number): Promise<Outcome<void>>;
  openBatch(request: BatchingRequest): Promise<Outcome<Batching>>;
  advanceBatch(id: number, stretch: Stretch): Promise<Outcome<Advance>>;
  closeBatch(id: number): Promise<Outcome<void>>;
}

/** What the core needs of its thread. */
export interface CoreEnvironment {
  readonly compute: Compute;
  readonly fetch: typeof fetch;
  readonly subtle: Pick<SubtleCrypto, 'digest'> | null;
  readonly store: (baseUrl: string) => FileStore;
  /** Resolves once the lock is held. */
  readonly hold: (lock: string) => Promise<void>;
}

/**
 * Downloads run side by side, the device does one thing at a time. A model is loaded once and kept; a load that failed
 * is tried again when the model is asked for again.
 */
export function createCore({ compute, fetch, subtle, store, hold }: CoreEnvironment): EngineCore {
  const device = new Serial();
  const models = new Map<string, Promise<ComputeModel>>();
  const writings = new Opened<OpenWriting['writing']>();
  const batches = new Opened<OpenTogether['batch']>();
  let listener: CoreListener | null = null;
  let site: {
    baseUrl: string;
    store: FileStore;
    weights: WeightsType;
    manifest: Promise<Manifest> | null;
  } | null = null;
  /** What was opened last, and its failure once it is known. */
  let backend: { readonly opened: OpenBackend; failure: MorError | null } | null = null;

  const onProgress = (progress: LoadProgress) => listener?.progress(progress);

  async function start(
    choice: BackendChoice,
    baseUrl: string,
    weights: WeightsType,
    alone: boolean,
  ): Promise<BackendReport> {
    models.clear();
    site = { baseUrl, store: store(baseUrl), weights, manifest: null };
    const wasmPath = new URL('wasm/', baseUrl).href;
    const { opened, report } = await device.run(() => {
      writings.closeAll();
      batches.closeAll();
      return openFirst(choice, (backend, hardwareOnly) =>
        compute.open(backend, wasmPath, { hardwareOnly, alone }),
      );
    });
    backend = { opened, failure: null };
    void opened.failed.then((error) => tell(opened, error));
    return report;
  }

  /** Tells the first failure of a backend, as long as no other has taken its place. */
  function tell(failed: OpenBackend, error: MorError): void {
    if (backend?.opened !== failed || backend.failure !== null) return;
    backend.failure = error;
    listener?.failed(error.toData());
  }

  async function bringModel(model: string): Promise<ComputeModel> {
    if (site === null) throw asMorError(new Error('a model was asked for before a backend was chosen'));
    site.manifest ??= fetchManifest(site.baseUrl, fetch);
    const current = site;
    const manifest = await site.manifest.catch((error: unknown) => {
      current.manifest = null;
      throw error;
    });
    const found = findMember(manifest, model);
    if (found === undefined) {
      throw new MorError(
        'E-MODEL-UNKNOWN',
        `There is no model called ${model} on this site.`,
        'Choose another model.',
      );
    }
    const { member } = found;
    const total = neededBytes(member, site.weights);
    let cached = true;
    const files = await fetchModelFiles(member, {
      ...current,
      fetch,
      subtle,
      onProgress: (progress) => {
        cached = progress.cached;
        onProgress(progress);
      },
    });
    const done = { model, loaded: total, total, cached, verified: subtle !== null };
    onProgress({ ...done, phase: 'prepare' });
    const prepared = await device.run(() => compute.load(model, files));
    onProgress({ ...done, phase: 'ready' });
    return prepared;
  }

  function ready(model: string): Promise<ComputeModel> {
    const known = models.get(model);
    if (known) return known;
    const loading = bringModel(model);
    models.set(model, loading);
    loading.catch(() => {
      if (models.get(model) === loading) models.delete(model);
    });
    return loading;
  }

  async function openGeneration({ model, ...request }: GenerationRequest): Promise<Generation> {
    const prepared = await ready(model);
    return device.run(async () => {
      const { writing, ...begun } = await prepared.write(request);
      return { id: writings.keep(writing), ...begun };
    });
  }

  async function openBatch({ model, ...request }: BatchingRequest): Promise<Batching> {
    const prepared = await ready(model);
    return device.run(async () => {
      const { batch, ...together } = await prepared.writeTogether(request);
      return { id: batches.keep(batch), ...together };
    });
  }

  /**
   * Whatever fails because the device is lost answers with the loss, and only after the listener was told of it: what the
   * library says of the broken command is noise, and often comes before the loss is known.
   */
  const guarded = <T>(task: () => Promise<T>): Promise<Outcome<T>> =>
    outcome(async () => {
      const on = backend?.opened;
      try {
        return await task();
      } catch (error) {
        const loss = await on?.loss();
        if (on && loss) tell(on, loss);
        throw backend?.failure ?? error;
      }
    });

  return {
    hello: async (given, lock) => {
      listener = given;
      if (lock !== null) await hold(lock);
      return PROTOCOL;
    },
    start: (choice, baseUrl, weights = 'fp16', alone = false) =>
      outcome(() => start(choice, baseUrl, weights, alone)),
    load: (model) => guarded(async () => (await ready(model)).info),
    tokenize: (model, text) => guarded(async () => (await ready(model)).tokenize(text)),
    run: (request) =>
      guarded(async () => {
        if (request.text === '') throw emptyText();
        const model = await ready(request.model);
        return device.run(() => model.run(request.text, request));
      }),
    attention: (request) =>
      guarded(async () => {
        if (request.text === '') throw emptyText();
        const model = await ready(request.model);
        return device.run(() => model.attention(request.text, request));
      }),
    openGeneration: (request) => guarded(() => openGeneration(request)),
    nextToken: (id) => guarded(() => device.run(async () => writings.get(id).next())),
    closeGeneration: (id) => guarded(() => device.run(async () => writings.close(id))),
    openBatch: (request) => guarded(() => openBatch(request)),
    advanceBatch: (id, stretch) => guarded(() => device.run(async () => batches.get(id).advance(stretch))),
    closeBatch: (id) => guarded(() => device.run(async () => batches.close(id))),
  };
}

function emptyText(): MorError {
  return new MorError('E-TEXT-EMPTY', 'There is no text to run.', 'Type something or pick an example.');
}
