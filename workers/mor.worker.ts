import { expose } from 'comlink';
import { holdLock } from './alive';
import { cacheStore } from './files';
import { usefulThreads, workerHelpers } from './helpers';
import { createMorCompute } from './mor-compute';
import { createCore } from './serve';

// Insecure origins have neither crypto.subtle nor the Cache API, whatever the types say.
const { crypto, caches } = globalThis as { crypto?: Crypto; caches?: CacheStorage };

expose(
  createCore({
    compute: createMorCompute(workerHelpers(usefulThreads())),
    fetch: (input, init) => fetch(input, init),
    subtle: crypto?.subtle ?? null,
    store: (baseUrl) => cacheStore(caches, baseUrl),
    hold: (lock) => holdLock(navigator.locks, lock),
  }),
);
