import { describe, expect, it } from 'vitest';
import { MorError } from '../model/errors';
import { fakeManifest } from './clients/fake-trace';
import { fetchManifest, findMember, parseManifest } from './manifest';

const answer =
  (body: unknown, status = 200) =>
  async () =>
    new Response(JSON.stringify(body), { status });

describe('the list of models', () => {
  it('is read as the trainer writes it', () => {
    const list = parseManifest(JSON.parse(JSON.stringify(fakeManifest())));
    expect(findMember(list, 'nano/mor-expert')?.member.recursions).toBe(3);
    expect(findMember(list, 'nano/mor-expert')?.family.id).toBe('nano');
    expect(findMember(list, 'nano/unheard-of')).toBeUndefined();
  });

  it.each([
    ['another version', { ...fakeManifest(), version: 2 }, 'version'],
    ['nothing', null, 'the file itself'],
    ['no families', { version: 1 }, 'families'],
    ['a path that leaves the folder', withMember({ path: '../secrets' }), 'families.0.members.0.path'],
    ['a path to another host', withMember({ path: '//evil.example/x' }), 'families.0.members.0.path'],
    ['an unknown routing', withMember({ routing: 'psychic' }), 'families.0.members.0.routing'],
    ['a hash that is none', withMember({ files: { 'config.json': { bytes: 1, sha256: 'x' } } }), 'sha256'],
  ])('is refused with the place when it is %s', (_, data, place) => {
    expect(() => parseManifest(data)).toThrow(
      expect.objectContaining({ code: 'E-MANIFEST', message: expect.stringContaining(place) }),
    );
  });

  it('is fetched from the folder the site is in', async () => {
    const asked: string[] = [];
    await fetchManifest('https://example.org/mor/', async (input) => {
      asked.push(String(input));
      return Response.json(fakeManifest());
    });
    expect(asked).toEqual(['https://example.org/mor/models/index.json']);
  });

  it('tells an unanswered network from a bad answer', async () => {
    const base = 'https://example.org/';
    const offline = fetchManifest(base, () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(offline).rejects.toMatchObject({ code: 'E-NETWORK' });
    await expect(fetchManifest(base, answer({}, 404))).rejects.toMatchObject({ code: 'E-MANIFEST' });
    await expect(fetchManifest(base, async () => new Response('<html>'))).rejects.toBeInstanceOf(MorError);
  });
});

function withMember(patch: object) {
  const list = structuredClone(fakeManifest());
  Object.assign(list.families[0]!.members[0]!, patch);
  return list;
}
