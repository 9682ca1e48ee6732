import * as v from 'valibot';
import { MorError } from '../../model/errors';
import { cacheStore, fetchModelFiles, MODEL_CACHE, modelKey, neededBytes } from '../files';
import type { ManifestMember } from '../manifest';
import type { KeptMessage, Shell } from './kept';

/** The page's side of keeping the site for use without a network. Nothing of it happens before the visitor asks. */

const shell = v.object({ files: v.number(), bytes: v.number() });

/** What this device lets the site keep; null where the browser does not tell. */
export interface Room {
  readonly used: number;
  readonly quota: number;
}

/** Progress of keeping: files of the site, or bytes of the models. */
export interface Keeping {
  readonly what: 'site' | 'models';
  readonly done: number;
  readonly total: number;
}

/** True where the browser can keep a site at all: not on plain http, nor in some private windows. */
export function canKeep(): boolean {
  return typeof navigator !== 'undefined' && 'serviceWorker' in navigator && 'caches' in globalThis;
}

/** What keeping the site takes; null where this copy of the site has no service worker (`npm run dev`). */
export async function shellOf(baseUrl: string): Promise<Shell | null> {
  const answer = await fetch(new URL('offline.json', baseUrl).href).catch(() => null);
  if (!answer?.ok) return null;
  const parsed = v.safeParse(shell, await answer.json().catch(() => null));
  return parsed.success ? parsed.output : null;
}

/** What the browser tells of its disk. */
export async function room(): Promise<Room | null> {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  return told?.quota === undefined ? null : { used: told.usage ?? 0, quota: told.quota };
}

/** True where the site is kept on this device. */
export async function isKept(baseUrl: string): Promise<boolean> {
  return canKeep() && (await registrationOf(baseUrl))?.active != null;
}

/** The models that are kept whole. */
export async function keptModels(
  members: readonly ManifestMember[],
  baseUrl: string,
): Promise<readonly ManifestMember[]> {
  // To look for it must not make it.
  if (!(await caches.has(MODEL_CACHE))) return [];
  const cache = await caches.open(MODEL_CACHE);
  const there = await Promise.all(
    members.map(({ files }) => cache.match(modelKey(files['model.safetensors'].sha256, baseUrl))),
  );
  return members.filter((_, i) => there[i] !== undefined);
}

/**
 * Keeps the site and these models. What was kept before stays, and what is here already is not fetched again.
 * @throws MorError E-OFFLINE where the site cannot be kept, E-NETWORK and the like where a model cannot
 */
export async function keep(
  members: readonly ManifestMember[],
  baseUrl: string,
  onProgress: (progress: Keeping) => void,
): Promise<void> {
  const size = await shellOf(baseUrl);
  if (!size || !canKeep()) throw cannotKeep('this copy of the site, or this browser, cannot be kept');
  // Asked for where the browser grants it without a question, so that a full disk does not clear the class's copies first.
  await navigator.storage?.persist?.().catch(() => false);
  await keepSite(baseUrl, size.files, onProgress);
  await keepModels(members, baseUrl, onProgress);
}

async function keepSite(
  baseUrl: string,
  total: number,
  onProgress: (progress: Keeping) => void,
): Promise<void> {
  const container = navigator.serviceWorker;
  const hear = ({ data }: MessageEvent<KeptMessage>) =>
    onProgress({ what: 'site', done: Math.min(data.kept, total), total });
  container.addEventListener('message', hear);
  container.startMessages();
  try {
    const registration = await container
      .register(new URL('sw.js', baseUrl).href, { scope: baseUrl, updateViaCache: 'none' })
      .catch((cause: unknown) => {
        throw cannotKeep('the browser refused it', cause);
      });
    await activated(registration);
  } finally {
    container.removeEventListener('message', hear);
  }
}

function activated(registration: ServiceWorkerRegistration): Promise<void> {
  const worker = registration.active ?? registration.waiting ?? registration.installing;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker?.state === 'activated') resolve();
      if (worker?.state === 'redundant') reject(cannotKeep('a file did not arrive, or the disk is full'));
    };
    worker?.addEventListener('statechange', look);
    look();
  });
}

async function keepModels(
  members: readonly ManifestMember[],
  baseUrl: string,
  onProgress: (progress: Keeping) => void,
): Promise<void> {
  const total = members.reduce((sum, member) => sum + bytesOf(member), 0);
  let before = 0;
  for (const member of members) {
    await fetchModelFiles(member, {
      baseUrl,
      fetch: (input, init) => fetch(input, init),
      store: cacheStore(globalThis.caches, baseUrl),
      subtle: globalThis.crypto?.subtle ?? null,
      weights: 'fp16',
      onProgress: ({ loaded }) => onProgress({ what: 'models', done: before + loaded, total }),
    });
    before += bytesOf(member);
  }
}

/** Bytes that keeping a model takes. */
export const bytesOf = (member: ManifestMember) => neededBytes(member, 'fp16');

/** Lets go of the site and of all models; open pages go on from the network. */
export async function forget(baseUrl: string): Promise<void> {
  await (await registrationOf(baseUrl))?.unregister();
  const names = await caches.keys();
  // Serwist ends the name of a cache with the scope that it belongs to.
  const ours = names.filter((name) => name === MODEL_CACHE || name.endsWith(`-${baseUrl}`));
  await Promise.all(ours.map((name) => caches.delete(name)));
}

/**
 * Asks the server for a newer version of a kept site, and says when one is here and waits. Returns how to take it: the page is
 * loaded anew, with all that its address holds.
 */
export async function watchForNewVersion(baseUrl: string, onNew: (take: () => void) => void): Promise<void> {
  const registration = canKeep() ? await registrationOf(baseUrl) : undefined;
  if (!registration) return;
  const offer = () => {
    const { waiting } = registration;
    if (!waiting || !navigator.serviceWorker.controller) return;
    onNew(() => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
      waiting.postMessage({ type: 'SKIP_WAITING' });
    });
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  offer();
  await registration.update().catch(() => {});
}

async function registrationOf(baseUrl: string): Promise<ServiceWorkerRegistration | undefined> {
  const all = await navigator.serviceWorker.getRegistrations().catch(() => []);
  return all.find(({ scope }) => scope === baseUrl);
}

function cannotKeep(why: string, cause?: unknown): MorError {
  return new MorError(
    'E-OFFLINE',
    `The site could not be kept for use without a network: ${why}.`,
    'Open the page over https (or on localhost), outside a private window, with room on the disk, and try again.',
    { cause },
  );
}
