import * as v from 'valibot';
import { MorError } from '../model/errors';

/** A relative path without a scheme, a leading slash or `..`: it is joined to the site's own folder. */
const relativePath = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][\w.-]*(\/[A-Za-z0-9][\w.-]*)*$/));

const file = v.object({
  /** True size in bytes, before any transport compression. */
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

/** Nats a token by which int8 weights move the loss on each held-out set, by rule (`training/quantize.py`). */
const int8 = v.object({
  largestLossMove: v.pipe(v.number(), v.minValue(0)),
  lossMoves: v.record(v.string(), v.record(v.string(), v.number())),
});

const member = v.object({
  id: v.string(),
  /** Folder under `public/models/`, `nano/mor-expert`; also the model's name everywhere on the page. */
  path: relativePath,
  routing: v.picklist(['none', 'expert', 'token', 'random']),
  cache: v.picklist(['full', 'recursion_wise', 'recursive_sharing']),
  /** N_r; 1 for a model without recursion. */
  recursions: v.pipe(v.number(), v.integer(), v.minValue(1)),
  files: v.object({
    'config.json': file,
    'model.safetensors': file,
    /** The same weights as int8 with a scale a row; only where that moves no loss by 0.01 nats. */
    'model.int8.safetensors': v.optional(file),
    'tokenizer.json': file,
    'card.json': file,
  }),
  /** Stored parameters, embeddings counted once. */
  parameters: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Of `model.int8.safetensors`. */
  int8: v.optional(int8),
});

const family = v.object({
  id: v.picklist(['nano', 'small', 'base']),
  name: v.string(),
  /** Longest text, tokens. */
  context: v.pipe(v.number(), v.integer(), v.minValue(1)),
  vocabSize: v.pipe(v.number(), v.integer(), v.minValue(1)),
  members: v.array(member),
});

const manifest = v.object({ version: v.literal(1), families: v.array(family) });

/** `public/models/index.json`, written by `training/export.py`: every model shipped, with sizes and hashes. */
export type Manifest = v.InferOutput<typeof manifest>;
export type ManifestFamily = v.InferOutput<typeof family>;
export type ManifestMember = v.InferOutput<typeof member>;
/** A file that a model may have. */
export type ModelFileName = keyof ManifestMember['files'];

/** @throws MorError E-MANIFEST when the data is not a manifest of this version. */
export function parseManifest(data: unknown): Manifest {
  const result = v.safeParse(manifest, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = v.getDotPath(issue) ?? 'the file itself';
  throw new MorError(
    'E-MANIFEST',
    `The list of models cannot be read: ${where}: ${issue.message}`,
    'Reload the page. If it stays, the site was put together from two versions: write the list again with training/export.py.',
  );
}

/**
 * Fetches and checks the list of models.
 * @param baseUrl the site's own folder, absolute, with a trailing slash
 * @throws MorError E-NETWORK, E-MANIFEST
 */
export async function fetchManifest(baseUrl: string, fetcher: typeof fetch = fetch): Promise<Manifest> {
  let response: Response;
  try {
    response = await fetcher(new URL('models/index.json', baseUrl).href, { cache: 'no-cache' });
  } catch (cause) {
    throw new MorError(
      'E-NETWORK',
      'The list of models could not be fetched: the network did not answer.',
      'Check the connection and press Retry.',
      { cause },
    );
  }
  if (!response.ok) {
    throw new MorError(
      'E-MANIFEST',
      `The list of models could not be fetched: the server answered ${response.status}.`,
      'Press Retry. On a site of your own, check that public/models/index.json was published.',
    );
  }
  return parseManifest(await response.json().catch(() => null));
}

/** The member with this path, with its family. Undefined where there is none. */
export function findMember(
  list: Manifest,
  path: string,
): { family: ManifestFamily; member: ManifestMember } | undefined {
  for (const each of list.families) {
    const found = each.members.find((candidate) => candidate.path === path);
    if (found) return { family: each, member: found };
  }
  return undefined;
}
