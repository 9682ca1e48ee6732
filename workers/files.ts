import { MorError } from '../model/errors';
import type { LoadProgress, WeightsType } from './engine';
import type { ManifestMember, ModelFileName } from './manifest';

/** The files a model needs to run; its card is for reading. */
const NEEDED = ['config.json', 'tokenizer.json', 'model.safetensors'] as const;
export type ModelFiles = { readonly [name in (typeof NEEDED)[number]]: Uint8Array };

/** The file that holds the weights as they are wanted; float16 where there are no others. */
export function weightsFile(member: ManifestMember, weights: WeightsType): ModelFileName {
  return weights === 'int8' && member.files['model.int8.safetensors']
    ? 'model.int8.safetensors'
    : 'model.safetensors';
}

/** A file's size and hash. */
function described(member: ManifestMember, name: ModelFileName) {
  const file = member.files[name];
  if (file === undefined) throw missing(`${member.path}/${name}`);
  return file;
}

/** Bytes of the files a model needs to run. */
export function neededBytes(member: ManifestMember, weights: WeightsType): number {
  return NEEDED.reduce((sum, name) => sum + described(member, stored(member, name, weights)).bytes, 0);
}

function stored(member: ManifestMember, name: (typeof NEEDED)[number], weights: WeightsType): ModelFileName {
  return name === 'model.safetensors' ? weightsFile(member, weights) : name;
}

/** Where verified files are kept between visits, by hash. Nothing here throws: a place that fails keeps nothing. */
export interface FileStore {
  get(sha256: string): Promise<Uint8Array | null>;
  put(sha256: string, bytes: Uint8Array): Promise<void>;
  drop(sha256: string): Promise<void>;
}

/** Where files come from and how they are checked. */
export interface FilesContext {
  /** The site's own folder, absolute, with a trailing slash. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly store: FileStore;
  /** Null on an insecure origin (plain http on a school network): then only sizes can be checked. */
  readonly subtle: Pick<SubtleCrypto, 'digest'> | null;
  readonly weights: WeightsType;
  readonly onProgress: (progress: LoadProgress) => void;
}

/** Name of the browser's cache that holds the models' files. */
export const MODEL_CACHE = 'mor-explorer-models-1';

/** The address under which a file is kept: the same bytes are the same file, whatever model they belong to. */
export function modelKey(sha256: string, baseUrl: string): string {
  return new URL(`models/by-hash/${sha256}`, baseUrl).href;
}

/** The browser's Cache API; absent on insecure origins and refused when the disk is full, and then nothing is kept. */
export function cacheStore(storage: CacheStorage | undefined, baseUrl: string): FileStore {
  const cache = storage?.open(MODEL_CACHE).catch(() => undefined);
  const key = (sha256: string) => modelKey(sha256, baseUrl);
  return {
    async get(sha256) {
      const hit = await (await cache)?.match(key(sha256)).catch(() => undefined);
      return hit ? new Uint8Array(await hit.arrayBuffer()) : null;
    },
    async put(sha256, bytes) {
      await (await cache)?.put(key(sha256), new Response(bytes as BodyInit)).catch(() => undefined);
    },
    async drop(sha256) {
      await (await cache)?.delete(key(sha256)).catch(() => undefined);
    },
  };
}

/**
 * All files of a model, from the store or the network, each of the size and hash the manifest gives. A stored copy
 * that is not is dropped and fetched again.
 * @throws MorError E-NETWORK, E-WEIGHTS-MISSING, E-WEIGHTS-TRUNCATED, E-WEIGHTS-CORRUPT
 */
export async function fetchModelFiles(member: ManifestMember, context: FilesContext): Promise<ModelFiles> {
  const total = neededBytes(member, context.weights);
  let done = 0;
  let cached = true;
  const report = (phase: LoadProgress['phase'], loaded: number) =>
    context.onProgress({
      model: member.path,
      phase,
      loaded,
      total,
      cached,
      verified: context.subtle !== null,
    });

  const files: Partial<Record<(typeof NEEDED)[number], Uint8Array>> = {};
  report('download', 0);
  for (const needed of NEEDED) {
    const name = stored(member, needed, context.weights);
    const { bytes, sha256 } = described(member, name);
    let content = await storedCopy(sha256, bytes, context);
    if (content === null) {
      cached = false;
      content = await download(member, name, context, (loaded) => report('download', done + loaded));
      report('verify', done + bytes);
      await check(content, member, name, context);
      await context.store.put(sha256, content);
    }
    files[needed] = content;
    done += bytes;
    report('download', done);
  }
  return files as ModelFiles;
}

/** The stored copy if it is whole; one that is not is dropped. */
async function storedCopy(sha256: string, bytes: number, context: FilesContext): Promise<Uint8Array | null> {
  const copy = await context.store.get(sha256).catch(() => null);
  if (copy === null) return null;
  if (copy.length === bytes && (await hashIs(copy, sha256, context))) return copy;
  await context.store.drop(sha256);
  return null;
}

async function download(
  member: ManifestMember,
  name: ModelFileName,
  context: FilesContext,
  onBytes: (loaded: number) => void,
): Promise<Uint8Array> {
  const what = `${member.path}/${name}`;
  const url = new URL(`models/${what}`, context.baseUrl);
  try {
    // Asks the server even where the browser has a copy: that may be of an earlier release. Ours is kept by hash.
    const response = await context.fetch(url.href, { cache: 'no-cache' });
    if (response.status === 404) throw missing(what);
    if (!response.ok) throw network(what, `the server answered ${response.status}`);
    return await readBody(response, described(member, name).bytes, onBytes);
  } catch (error) {
    if (error instanceof MorError) throw error;
    throw network(what, 'the connection broke', error);
  }
}

/** Reads at most one byte more than expected, so that a body of the wrong kind is not kept in memory. */
async function readBody(
  response: Response,
  bytes: number,
  onBytes: (loaded: number) => void,
): Promise<Uint8Array> {
  if (response.body === null) return new Uint8Array(await response.arrayBuffer());
  const content = new Uint8Array(bytes + 1);
  const reader = response.body.getReader();
  let loaded = 0;
  while (loaded <= bytes) {
    const { done, value } = await reader.read();
    if (done) break;
    const fitting = value.subarray(0, content.length - loaded);
    content.set(fitting, loaded);
    loaded += fitting.length;
    onBytes(Math.min(loaded, bytes));
  }
  await reader.cancel().catch(() => undefined);
  return content.slice(0, loaded);
}

async function check(
  content: Uint8Array,
  member: ManifestMember,
  name: ModelFileName,
  context: FilesContext,
): Promise<void> {
  const { bytes, sha256 } = described(member, name);
  const what = `${member.path}/${name}`;
  if (content.length < bytes) {
    throw new MorError(
      'E-WEIGHTS-TRUNCATED',
      `${what} arrived incomplete: ${content.length.toLocaleString('en')} of ${bytes.toLocaleString('en')} bytes.`,
      'Press Retry; a connection that breaks off is the usual cause.',
    );
  }
  if (content.length > bytes || !(await hashIs(content, sha256, context))) {
    throw new MorError(
      'E-WEIGHTS-CORRUPT',
      `${what} is not the file that was published: its ${content.length > bytes ? 'size' : 'checksum'} is another.`,
      'Reload the page without the cache and try again; a proxy that changes files is another cause.',
    );
  }
}

async function hashIs(content: Uint8Array, sha256: string, context: FilesContext): Promise<boolean> {
  if (context.subtle === null) return true;
  const digest = new Uint8Array(await context.subtle.digest('SHA-256', content as BufferSource));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('') === sha256;
}

function missing(what: string): MorError {
  return new MorError(
    'E-WEIGHTS-MISSING',
    `${what} is not on the server.`,
    'Choose another model. On a site of your own, check that public/models was published whole.',
  );
}

function network(what: string, why: string, cause?: unknown): MorError {
  return new MorError(
    'E-NETWORK',
    `${what} could not be fetched: ${why}.`,
    'Check the connection and press Retry.',
    { cause },
  );
}
