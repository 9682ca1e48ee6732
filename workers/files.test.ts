import { createHash, webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fakeManifest } from './clients/fake-trace';
import type { LoadProgress } from './engine';
import {
  cacheStore,
  type FileStore,
  type FilesContext,
  fetchModelFiles,
  neededBytes,
  weightsFile,
} from './files';
import { findMember, type ManifestMember } from './manifest';

const BASE = 'https://example.org/mor/';
const CONTENT = {
  'config.json': bytesOf('{"hidden_size": 8}'),
  'tokenizer.json': bytesOf('{"model": {}}'),
  'model.safetensors': Uint8Array.from({ length: 5000 }, (_, i) => i % 251),
  'card.json': bytesOf('{}'),
};
type Name = keyof typeof CONTENT;

const member: ManifestMember = {
  ...findMember(fakeManifest(), 'nano/mor-expert')!.member,
  files: Object.fromEntries(
    Object.entries(CONTENT).map(([name, content]) => [
      name,
      { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') },
    ]),
  ) as ManifestMember['files'],
};

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A server of the true files; single ones can be answered otherwise. */
function server(changed: Partial<Record<Name, () => Response | Promise<Response>>> = {}) {
  const asked: string[] = [];
  const fetcher: typeof fetch = async (input, init) => {
    const name = String(input).replace(`${BASE}models/nano/mor-expert/`, '') as Name;
    asked.push(name);
    expect(init?.cache).toBe('no-cache');
    return changed[name]?.() ?? new Response(inChunks(CONTENT[name]));
  };
  return { fetcher, asked };
}

function inChunks(content: Uint8Array, size = 1000): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < content.length; at += size) controller.enqueue(content.slice(at, at + size));
      controller.close();
    },
  });
}

function memory() {
  const kept = new Map<string, Uint8Array>();
  const store: FileStore = {
    get: async (sha256) => kept.get(sha256) ?? null,
    put: async (sha256, bytes) => void kept.set(sha256, bytes),
    drop: async (sha256) => void kept.delete(sha256),
  };
  return { kept, store };
}

function fetchAll(
  fetcher: typeof fetch,
  store = memory().store,
  subtle: FilesContext['subtle'] = webcrypto.subtle as SubtleCrypto,
  weights: FilesContext['weights'] = 'fp16',
) {
  const progress: LoadProgress[] = [];
  const files = fetchModelFiles(member, {
    baseUrl: BASE,
    fetch: fetcher,
    store,
    subtle,
    weights,
    onProgress: (each) => progress.push(each),
  });
  return { files, progress };
}

describe('a model from the network', () => {
  it('comes whole, without its card, and is kept by hash', async () => {
    const { fetcher, asked } = server();
    const { kept, store } = memory();
    const files = await fetchAll(fetcher, store).files;
    expect(files['model.safetensors']).toEqual(CONTENT['model.safetensors']);
    expect(files['model.safetensors'].byteOffset).toBe(0);
    expect(asked).toEqual(['config.json', 'tokenizer.json', 'model.safetensors']);
    expect([...kept.keys()]).toContain(member.files['model.safetensors'].sha256);
  });

  it('comes as float16 where int8 is asked for and there is none', async () => {
    const { fetcher, asked } = server();
    await fetchAll(fetcher, memory().store, undefined, 'int8').files;
    expect(asked).toContain('model.safetensors');
    expect(neededBytes(member, 'int8')).toBe(neededBytes(member, 'fp16'));
  });

  it('comes as int8 under the one name that its reader knows', async () => {
    const int8 = bytesOf('half the bytes');
    const described = { bytes: int8.length, sha256: createHash('sha256').update(int8).digest('hex') };
    const both = { ...member, files: { ...member.files, 'model.int8.safetensors': described } };
    const { fetcher, asked } = server();
    const files = await fetchModelFiles(both, {
      baseUrl: BASE,
      fetch: async (input, init) =>
        String(input).includes('int8') ? new Response(inChunks(int8)) : fetcher(input, init),
      store: memory().store,
      subtle: webcrypto.subtle as SubtleCrypto,
      weights: 'int8',
      onProgress: () => {},
    });
    expect(weightsFile(both, 'fp16')).toBe('model.safetensors');
    expect(files['model.safetensors']).toEqual(int8);
    expect(asked).toEqual(['config.json', 'tokenizer.json']);
  });

  it('reports bytes that never fall and end at the true total', async () => {
    const { files, progress } = fetchAll(server().fetcher);
    await files;
    const loaded = progress.map((each) => each.loaded);
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(progress[0]).toMatchObject({ loaded: 0, phase: 'download' });
    expect(progress.at(-1)).toMatchObject({
      loaded: neededBytes(member, 'fp16'),
      total: neededBytes(member, 'fp16'),
      cached: false,
    });
    expect(progress.filter((each) => each.phase === 'verify')).toHaveLength(3);
    expect(new Set(loaded).size).toBeGreaterThan(5);
  });

  it.each([
    ['is missing', 'E-WEIGHTS-MISSING', () => new Response('', { status: 404 })],
    ['is refused', 'E-NETWORK', () => new Response('', { status: 503 })],
    ['cannot be reached', 'E-NETWORK', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['breaks off', 'E-WEIGHTS-TRUNCATED', () => new Response(CONTENT['model.safetensors'].slice(0, 4000))],
    ['is too long', 'E-WEIGHTS-CORRUPT', () => new Response(new Uint8Array(9000))],
    ['is another file of the same size', 'E-WEIGHTS-CORRUPT', () => new Response(new Uint8Array(5000))],
    ['fails in the middle', 'E-NETWORK', () => new Response(breaking())],
    ['has no body', 'E-WEIGHTS-TRUNCATED', () => new Response(null)],
  ])('that %s rejects with a code and keeps nothing of it', async (_, code, response) => {
    const { kept, store } = memory();
    const { files } = fetchAll(server({ 'model.safetensors': response }).fetcher, store);
    await expect(files).rejects.toMatchObject({
      code,
      message: expect.stringContaining('model.safetensors'),
    });
    expect(kept.has(member.files['model.safetensors'].sha256)).toBe(false);
  });

  it('is checked by size alone on an insecure origin, and says so', async () => {
    const changed = { 'model.safetensors': () => new Response(new Uint8Array(5000)) };
    const { files, progress } = fetchAll(server(changed).fetcher, memory().store, null);
    expect((await files)['model.safetensors'].length).toBe(5000);
    expect(progress.at(-1)?.verified).toBe(false);
    const short = { 'model.safetensors': () => new Response(new Uint8Array(4999)) };
    await expect(fetchAll(server(short).fetcher, memory().store, null).files).rejects.toMatchObject({
      code: 'E-WEIGHTS-TRUNCATED',
    });
  });
});

describe('a model kept from before', () => {
  it('asks nothing of the network', async () => {
    const { store } = memory();
    await fetchAll(server().fetcher, store).files;
    const { fetcher, asked } = server();
    const { files, progress } = fetchAll(fetcher, store);
    expect((await files)['model.safetensors']).toEqual(CONTENT['model.safetensors']);
    expect(asked).toEqual([]);
    expect(progress.every((each) => each.cached)).toBe(true);
  });

  it.each([
    ['of the right size but wrong content', new Uint8Array(5000)],
    ['cut short', new Uint8Array(10)],
  ])('%s is dropped and fetched again', async (_, rotten) => {
    const { kept, store } = memory();
    await fetchAll(server().fetcher, store).files;
    kept.set(member.files['model.safetensors'].sha256, rotten);
    const { fetcher, asked } = server();
    expect((await fetchAll(fetcher, store).files)['model.safetensors']).toEqual(CONTENT['model.safetensors']);
    expect(asked).toEqual(['model.safetensors']);
    expect(kept.get(member.files['model.safetensors'].sha256)).toEqual(CONTENT['model.safetensors']);
  });

  it('a store that throws is a store that has nothing', async () => {
    const broken = (): Promise<never> => Promise.reject(new Error('disk'));
    const store = cacheStore({ open: broken } as unknown as CacheStorage, BASE);
    expect((await fetchAll(server().fetcher, store).files)['config.json']).toEqual(CONTENT['config.json']);
  });
});

describe('the Cache API as a store', () => {
  function storage({ full = false } = {}) {
    const entries = new Map<string, Response>();
    const cache = {
      match: async (key: string) => entries.get(key)?.clone(),
      put: async (key: string, response: Response) => {
        if (full) throw new DOMException('no room', 'QuotaExceededError');
        entries.set(key, response);
      },
      delete: async (key: string) => entries.delete(key),
    };
    return { entries, caches: { open: async () => cache } as unknown as CacheStorage };
  }

  it('gives back what was put, until it is dropped', async () => {
    const { caches, entries } = storage();
    const store = cacheStore(caches, BASE);
    expect(await store.get('abc')).toBeNull();
    await store.put('abc', Uint8Array.of(1, 2, 3));
    expect([...entries.keys()]).toEqual([`${BASE}models/by-hash/abc`]);
    expect(await store.get('abc')).toEqual(Uint8Array.of(1, 2, 3));
    await store.drop('abc');
    expect(await store.get('abc')).toBeNull();
  });

  it('keeps nothing when full or absent, and the model still comes', async () => {
    for (const caches of [storage({ full: true }).caches, undefined]) {
      const store = cacheStore(caches, BASE);
      expect((await fetchAll(server().fetcher, store).files)['config.json']).toEqual(CONTENT['config.json']);
      expect(await store.get(member.files['config.json'].sha256)).toBeNull();
    }
  });
});

function breaking(): ReadableStream<Uint8Array> {
  let sent = false;
  return new ReadableStream({
    pull(controller) {
      if (sent) controller.error(new TypeError('network error'));
      else controller.enqueue(new Uint8Array(100));
      sent = true;
    },
  });
}
