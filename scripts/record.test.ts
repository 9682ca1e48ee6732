import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { LESSONS } from '../lessons/lessons';
import { resolveMember } from '../store/members';
import { PRESETS } from '../store/presets';
import { DEFAULT_SETTINGS } from '../store/settings';
import { createRecordedEngine } from '../workers/clients/recorded';
import { parseManifest } from '../workers/manifest';
import { recordingsOf } from './lib/recordings';

const PUBLIC = new URL('../public/', import.meta.url);
const file = (path: string) => readFile(new URL(path, PUBLIC));

const RECORDINGS = recordingsOf(PRESETS, Object.values(LESSONS));

/** The recorded traces as the page fetches them. */
const recorded = createRecordedEngine('https://example.org/', async (input) => {
  const path = new URL(String(input)).pathname.slice(1);
  return new Response(new Uint8Array(await file(path)));
});

describe('the recorded traces in public/traces (npm run traces)', () => {
  it.each(PRESETS)('have $id as it is now', async ({ text }) => {
    const found = await recorded.find({ ...DEFAULT_SETTINGS, text });
    expect(found?.mor.tokens.map((token) => token.text).join('')).toBe(text);
    expect(found?.mor.readouts.length).toBeGreaterThan(1);
  });

  it('were made with the weights that are shipped', async () => {
    const manifest = parseManifest(JSON.parse(String(await file('models/index.json'))));
    const { weights } = JSON.parse(String(await file('traces/index.json')));
    const used = RECORDINGS.flatMap(({ settings }) =>
      Object.values(resolveMember(manifest, { ...DEFAULT_SETTINGS, ...settings })),
    );
    const shipped = used.map((member) => [member?.path, member?.files['model.safetensors'].sha256]);
    expect(weights).toEqual(Object.fromEntries(shipped));
  });

  it.each(RECORDINGS)('have $id in a small file, and find it by its text and switches', async (recording) => {
    const { id, text, settings } = recording;
    expect((await file(`traces/${id}.json`)).length).toBeLessThan(150_000);
    const found = await recorded.find({ text, ...settings });
    expect(found?.mor.config.routing.type).toBe(settings.routing);
    expect(found?.vanilla.tokens).toEqual(found?.mor.tokens);
  });
});
