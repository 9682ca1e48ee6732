import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { links, mangled } from './arbitrary-links';
import {
  CHANGE_LIMIT,
  CHOICES,
  DEFAULT_SETTINGS,
  HIDEABLE,
  LIMITS,
  type NumberKey,
  TEXT_LIMIT,
} from './settings';
import { fitsInLink, LINK_TEXT_LIMIT, type Link, linkFromUrl, linkToUrl, urlParsers } from './url';

const DEFAULT_LINK: Link = { ...DEFAULT_SETTINGS, pinned: null, recursion: null };

function isValid(found: Link): boolean {
  const choices = Object.keys(CHOICES) as (keyof typeof CHOICES)[];
  const numbers = Object.keys(LIMITS) as NumberKey[];
  const place = (at: number | null, least: number) => at === null || (Number.isInteger(at) && at >= least);
  return (
    Object.keys(found).sort().join() === Object.keys(DEFAULT_LINK).sort().join() &&
    found.text.length <= TEXT_LIMIT &&
    found.changeTo.length <= CHANGE_LIMIT &&
    choices.every((key) => (CHOICES[key] as readonly unknown[]).includes(found[key])) &&
    numbers.every((key) => found[key] >= LIMITS[key].min && found[key] <= LIMITS[key].max) &&
    [found.table, found.attention, found.embed].every((flag) => typeof flag === 'boolean') &&
    found.hide.every((part) => HIDEABLE.includes(part)) &&
    place(found.pinned, 0) &&
    place(found.recursion, 1)
  );
}

describe('the link', () => {
  it('leaves defaults out', () => {
    expect(linkToUrl(DEFAULT_LINK)).toBe('');
  });

  it('brings back anything', () => {
    fc.assert(
      fc.property(links, (each) => {
        expect(linkFromUrl(linkToUrl(each))).toEqual({ link: each, notices: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  it('survives being an address', () => {
    fc.assert(
      fc.property(links, (each) => {
        const url = new URL(`https://example.org/mor/${linkToUrl(each)}#part`);
        expect(linkFromUrl(url.search).link).toEqual(each);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives valid settings for 10,000 random and mutated links, and never throws', () => {
    fc.assert(
      fc.property(mangled, (search) => {
        const { link: found, notices } = linkFromUrl(search);
        return isValid(found) && notices.every(({ message }) => /^The link asks for \w+=/.test(message()));
      }),
      { numRuns: 10_000 },
    );
  }, 30_000);

  it('carries an empty text and half a surrogate pair', () => {
    const back = (text: string) => linkFromUrl(linkToUrl({ ...DEFAULT_LINK, text })).link.text;
    expect(back('')).toBe('');
    expect(back('a\uD83Db')).toBe('a\uFFFDb');
    expect(back('tab\tline\nend + 100% #&="')).toBe('tab\tline\nend + 100% #&="');
  });

  it('names the parameter and the value it did not take', () => {
    const { link: found, notices } = linkFromUrl('?recursions=3.0&routing=psychic&cache=shared');
    expect(found).toEqual({ ...DEFAULT_LINK, cache: 'shared' });
    expect(notices.map((notice) => notice.id)).toEqual(['url-routing', 'url-recursions']);
    expect(notices[0]?.message()).toBe(
      'The link asks for routing=psychic, which this page does not know; using expert. It knows expert, token, random.',
    );
  });

  it('takes a text too long for the page only so far, whole characters, with a notice', () => {
    const { link: found, notices } = linkFromUrl(`?text=${'a'.repeat(TEXT_LIMIT - 1)}%F0%9F%98%80b`);
    expect(found.text).toBe('a'.repeat(TEXT_LIMIT - 1));
    expect(notices.map((notice) => notice.id)).toEqual(['text-cap']);
  });

  it('leaves a text too long for a link out of it', () => {
    const long = { ...DEFAULT_LINK, text: 'a'.repeat(LINK_TEXT_LIMIT + 1), routing: 'token' as const };
    expect(linkToUrl(long, '?text=old')).toBe('?routing=token');
    expect(fitsInLink('a'.repeat(LINK_TEXT_LIMIT))).toBe(true);
    expect(fitsInLink('猫'.repeat(LINK_TEXT_LIMIT))).toBe(false);
  });

  it('leaves the parameters of others alone', () => {
    expect(linkToUrl({ ...DEFAULT_LINK, cache: 'shared' }, '?utm=1&cache=bad&x')).toBe(
      '?utm=1&cache=shared&x=',
    );
  });

  it('is told parameter by parameter in docs/window-api.md', () => {
    const page = readFileSync('docs/window-api.md', 'utf8');
    const told = [...page.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name);
    expect(told).toEqual(Object.keys(urlParsers));
  });
});
