import { type BackendName, type BackendOptions, openBackend } from '../model/backend';
import { readCheckpoint } from '../model/checkpoint';
import { countParameters, flopsPerToken, kvBytesPerToken } from '../model/cost';
import { loadModel, type Model, type ModelFiles } from '../model/model';
import { uploadWeights } from '../model/weights';
import { type Floors, measureFloors } from './floors';
import { openPeers } from './peers/open';
import { medianRatio, type Spread, spread } from './statistics';
import { compare, type Rounds, type Timing } from './texts/compare';
import { oneAfterAnother, ownDecoder, tfjsDecoder } from './texts/decoders';
import { endless } from './texts/endless';
import { countGpuWork, type GpuWork } from './texts/gpu-work';
import { prompts } from './texts/prompts';
import { rowsTogether } from './texts/rows';
import type { EngineName, Opening, TextEngine } from './texts/text-engine';

/** What is written, by whom, on one backend. One process or page runs one session: peers cannot be set up twice. */
export interface SessionRequest {
  readonly backend: BackendName;
  /** What our kernels on WASM, and peers with threads, are given. */
  readonly threads: number;
  /** The first is the one that the others are compared with, and that peers run. */
  readonly members: readonly string[];
  /** Texts written at once. */
  readonly batch: number;
  readonly size: SessionSize;
  /** In its place where the adapter turns out to be a software one. */
  readonly software: SoftwareSize;
}

/** How much is written. */
export interface SessionSize {
  /** Tokens of a prompt; each is a comparison of its own. */
  readonly lengths: readonly number[];
  /** Written after it. */
  readonly tokens: number;
  readonly rounds: Rounds;
}

export interface SoftwareSize extends SessionSize {
  /** Those of the members that are run; all where none are named. */
  readonly members?: readonly string[];
}

/** Why a member is not run. */
export const TOO_SLOW = 'left out where a processor plays the graphics card: it would take hours';

/** What a session needs of Node, or of the page it runs in. */
export interface Host {
  model(member: string): Promise<ModelFiles>;
  /** The ONNX graph of a vanilla member. */
  graph(member: string): Promise<Uint8Array>;
  backendOptions(name: BackendName, threads: number): Promise<BackendOptions>;
  /** Folder or URL prefix of onnxruntime-web's files; undefined where it finds them itself. */
  readonly onnxPath: string | undefined;
  tell(sentence: string): void;
}

/** One engine writing with one member in one batch size. */
export interface TextRow {
  readonly engine: EngineName;
  readonly way: string;
  readonly member: string;
  readonly batch: number;
  /** Tokens of each prompt, and written after it in a round. */
  readonly prompt: number;
  readonly tokens: number;
  readonly weightBits: number;
  readonly threads: number;
  readonly rounds: number;
  /** Milliseconds until the prompts are read, and of one more token of every text. */
  readonly prefillMs: Spread;
  readonly tokenMs: Spread;
  /** Of all texts together. */
  readonly tokensPerSecond: number;
  /** A token of every text; null without a GPU. */
  readonly work: GpuWork | null;
  /** Dispatches over the unrolled layers. */
  readonly dispatchesPerLayer: number | null;
  /** Time of a token over that of this project's decoder with the same member, in the same rounds. */
  readonly overOwn: number | null;
  /** Time of a token over that of the same engine with the first member, in the same rounds. */
  readonly overVanilla: number | null;
  /** Milliseconds that the device cannot be faster than: to move the bytes, to do the FLOPs. Null where unknown. */
  readonly floorMs: { readonly bytes: number; readonly flops: number } | null;
}

export interface RefusedRow {
  readonly engine: EngineName;
  readonly way: string;
  readonly member: string;
  readonly batch: number;
  readonly reason: string;
}

export interface SessionResult {
  readonly adapter: string | null;
  readonly software: boolean;
  readonly floors: Floors | null;
  readonly rows: readonly TextRow[];
  readonly refused: readonly RefusedRow[];
}

export async function runSession(request: SessionRequest, host: Host): Promise<SessionResult> {
  const options = await host.backendOptions(request.backend, request.threads);
  const isGpu = request.backend === 'webgpu';
  const work = isGpu ? countGpuWork() : null;
  const backend = await openBackend(request.backend, options);
  const floors = isGpu ? await measureFloors(backend.software) : null;
  const { batch } = request;
  const { lengths, tokens, rounds, members }: SoftwareSize = backend.software
    ? request.software
    : request.size;
  const isRun = (member: string) => members?.includes(member) ?? true;
  const models: Written[] = [];
  for (const member of request.members.filter(isRun)) {
    const files = await host.model(member);
    const model = endless(loadModel(backend, member, files));
    const plain = backend.kernels ? endless(loadModel(backend, member, files, uploadWeights)) : model;
    models.push({ ...model, plain });
  }
  const rows: TextRow[] = [];
  const refused = request.members
    .filter((member) => !isRun(member))
    .map((member): RefusedRow => ({ engine: 'mor-explorer', way: '', member, batch, reason: TOO_SLOW }));
  for (const prompt of lengths) {
    const size = { batch, prompt, tokens };
    const opened = await openEngines(request, host, models, size);
    const { timings, refused: unequal } = await compare({
      ...opened,
      prompts: prompts(models[0]!.tokenizer, batch, prompt),
      tokens,
      rounds,
      work,
      tell: host.tell,
    });
    for (const timing of timings) rows.push(row(timing, timings, models, size, floors));
    refused.push(...opened.refused, ...unequal.map(({ engine, reason }) => ({ ...named(engine), reason })));
    for (const engine of opened.engines) await engine.dispose();
  }
  for (const { plain, dispose } of models) {
    plain.dispose();
    dispose();
  }
  return { adapter: backend.adapter, software: backend.software, floors, rows, refused };
}

/** A model, and the same with tensors where our own kernels hold its weights: what the plain tfjs form reads. */
interface Written extends Model {
  readonly plain: Model;
}

interface Size {
  readonly batch: number;
  readonly prompt: number;
  readonly tokens: number;
}

/** Everybody who writes so many texts at once; who cannot be opened is told of, with the reason. */
async function openEngines(
  { backend, threads }: SessionRequest,
  host: Host,
  models: readonly Written[],
  { batch, prompt, tokens }: Size,
) {
  const [vanilla] = models;
  const files = await host.model(vanilla!.id);
  const peers = openPeers({
    backend,
    batch,
    threads,
    member: vanilla!.id,
    config: vanilla!.config,
    arrays: readCheckpoint(files['model.safetensors'], vanilla!.config),
    graph: () => host.graph(vanilla!.id),
    onnxPath: host.onnxPath,
    room: prompt + tokens,
  });
  const own = models.map((model) =>
    batch === 1
      ? opening('mor-explorer', '', model.id, async () => ownDecoder(model))
      : opening('mor-explorer', 'rows together', model.id, () => rowsTogether(model, batch)),
  );
  const plain = opening('tfjs', '', vanilla!.id, async () => {
    if (backend === 'cpu') throw new Error('on the CPU it is our own way of writing');
    if (batch > 1) throw new Error('it reads one text at a time');
    return tfjsDecoder(vanilla!.plain);
  });
  const engines: TextEngine[] = [];
  const refused: RefusedRow[] = [];
  for (const { open, ...who } of [...own, plain, ...peers]) {
    // What cannot be opened with one member cannot be with another.
    if (refused.some(({ engine, way }) => engine === who.engine && way === who.way)) continue;
    try {
      engines.push(await open());
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      host.tell(`${who.engine} ${who.way} (${who.member}, batch ${batch}) cannot be opened: ${reason}`);
      refused.push({ ...who, batch, reason });
    }
  }
  const writing = models.filter(({ id }) => engines.some(({ member }) => member === id));
  const references = writing.map((model) =>
    batch === 1 ? tfjsDecoder(model.plain) : oneAfterAnother(ownDecoder(model)),
  );
  return { engines, refused, references };
}

const opening = (engine: EngineName, way: string, member: string, open: Opening['open']): Opening => ({
  engine,
  way,
  member,
  open,
});

function named({ name, way, member, batch }: TextEngine) {
  return { engine: name, way, member, batch };
}

function row(
  { engine, prefillMs, tokenMs, work }: Timing,
  all: readonly Timing[],
  models: readonly Model[],
  { prompt, tokens }: Size,
  floors: Floors | null,
): TextRow {
  const { batch, member, weightBits, threads } = engine;
  const { config } = models.find(({ id }) => id === member)!;
  const over = (baseline: Timing | undefined) =>
    baseline && baseline.engine !== engine ? medianRatio(tokenMs, baseline.tokenMs) : null;
  const others = all.filter((each) => each.engine.batch === batch);
  const own = others.find((each) => each.engine.name === 'mor-explorer' && each.engine.member === member);
  const vanilla = others.find(
    (each) =>
      each.engine.name === engine.name &&
      each.engine.way === engine.way &&
      each.engine.member === models[0]!.id,
  );
  const token = spread(tokenMs);
  return {
    ...named(engine),
    prompt,
    tokens,
    weightBits,
    threads,
    rounds: tokenMs.length,
    prefillMs: spread(prefillMs),
    tokenMs: token,
    tokensPerSecond: (1000 * batch) / token.median,
    work,
    dispatchesPerLayer: work && work.dispatches / config.numHiddenLayers,
    overOwn: over(own),
    overVanilla: over(vanilla),
    floorMs: floors && floorMs(engine, config, prompt + tokens, floors),
  };
}

/** For a vanilla token of every text: all weights and the texts' entries are read once. Others read as deep as they go. */
function floorMs(
  { batch, weightBits }: TextEngine,
  config: Model['config'],
  length: number,
  { bytesPerSecond, flopsPerSecond }: Floors,
): TextRow['floorMs'] {
  if (config.sharing !== 'none') return null;
  const bytes =
    (countParameters(config).total * weightBits) / 8 + (batch * length * kvBytesPerToken(config, 4)) / 2;
  const flops = batch * flopsPerToken(config, length, 'honest').total;
  return { bytes: (1000 * bytes) / bytesPerSecond, flops: (1000 * flops) / flopsPerSecond };
}
