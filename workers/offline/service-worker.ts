import { type PrecacheEntry, Serwist, type SerwistPlugin } from 'serwist';
import { cacheStore } from '../files';
import { findMember, type ModelFileName, parseManifest } from '../manifest';
import type { KeptMessage } from './kept';

/**
 * The service worker: it is there only where a visitor asked the site to be kept (`keeper.ts`). It keeps what the build listed,
 * answers from that, and leaves all else to the network. A new version waits until the visitor takes it.
 */
declare const self: {
  readonly __SW_MANIFEST: PrecacheEntry[];
  readonly caches: CacheStorage;
  readonly registration: { readonly scope: string };
  readonly clients: {
    matchAll(options: {
      includeUncontrolled: boolean;
    }): Promise<{ postMessage(message: KeptMessage): void }[]>;
  };
};

let files = 0;

/** Tells the pages how far the keeping is. */
const tellPages: SerwistPlugin = {
  async cacheDidUpdate() {
    files += 1;
    const pages = await self.clients.matchAll({ includeUncontrolled: true });
    for (const page of pages) page.postMessage({ kept: files });
  },
};

/** A worker is where its response says it is, and takes its start from what its address ends in: it is given the address it asked for. */
const asAsked: SerwistPlugin = {
  // What the strategy looks up is the kept file's address; the event has the one that was asked for.
  cachedResponseWillBeUsed: async ({ event, cachedResponse }) =>
    cachedResponse && 'request' in event && (event.request as Request).destination === 'worker'
      ? new Response(cachedResponse.body, cachedResponse)
      : cachedResponse,
};

const serwist = new Serwist({
  precacheEntries: self.__SW_MANIFEST,
  precacheOptions: {
    cleanupOutdatedCaches: true,
    concurrency: 6,
    // The address of a view is its page's with what is in view behind it.
    ignoreURLParametersMatching: [/./],
    directoryIndex: 'index.html',
    plugins: [tellPages, asAsked],
  },
  clientsClaim: true,
  runtimeCaching: [
    {
      matcher: ({ url, sameOrigin }) =>
        sameOrigin && url.href.startsWith(new URL('models/', self.registration.scope).href),
      handler: async ({ request, url }) => {
        try {
          return await fetch(request);
        } catch (error) {
          const copy = await keptModelFile(url);
          if (copy) return copy;
          throw error;
        }
      },
    },
  ],
});
serwist.addEventListeners();

/** A file of a model that this browser keeps by its hash, as the engine and `keeper.ts` put it there. */
async function keptModelFile(url: URL): Promise<Response | null> {
  const { scope } = self.registration;
  const list = await serwist.matchPrecache('models/index.json');
  if (!list) return null;
  const path = url.pathname.slice(new URL('models/', scope).pathname.length);
  const cut = path.lastIndexOf('/');
  const found = findMember(parseManifest(await list.json()), path.slice(0, cut));
  const file = found?.member.files[path.slice(cut + 1) as ModelFileName];
  const bytes = file && (await cacheStore(self.caches, scope).get(file.sha256));
  return bytes ? new Response(bytes as BodyInit) : null;
}
