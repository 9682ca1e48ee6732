import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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

const choice = <K extends keyof typeof CHOICES>(key: K) =>
  fc.constantFrom(...(CHOICES[key] as readonly (typeof CHOICES)[K][number][]));

const number = (key: NumberKey) => {
  const { min, max, step } = LIMITS[key];
  return step === 1 ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }).map((x) => x + 0);
};

const graphemes = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });

const record = <Key extends string, Value>(keys: readonly Key[], of: (key: Key) => fc.Arbitrary<Value>) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, of(key)])) as { [key in Key]: fc.Arbitrary<Value> });

const links = fc
  .tuple(
    record(
      Object.keys(CHOICES) as (keyof typeof CHOICES)[],
      choice as (key: string) => fc.Arbitrary<unknown>,
    ),
    record(Object.keys(LIMITS) as NumberKey[], number),
    fc.record({
      text: fc.oneof(graphemes(200), fc.constant(DEFAULT_SETTINGS.text)),
      changeTo: graphemes(20).filter((text) => text.length <= CHANGE_LIMIT),
      table: fc.boolean(),
      embed: fc.boolean(),
      hide: fc.subarray([...HIDEABLE]),
      pinned: fc.option(fc.nat(9_999)),
      recursion: fc.option(fc.integer({ min: 1, max: 9_999 })),
    }),
  )
  .map(([choices, numbers, rest]) => ({ ...choices, ...numbers, ...rest }) as unknown as Link);

/** A query as people and programs mangle them: known and unknown names, good and bad values, broken escapes. */
const query = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...Object.keys(urlParsers)), fc.string({ maxLength: 8 })),
      fc.oneof(
        fc.constantFrom(
          '',
          '3',
          '9',
          '3.0',
          ' 3',
          'expert',
          'EXPERT',
          'top-k',
          'null',
          '__proto__',
          '%',
          '%E0%A4%A',
          'NaN',
          '-1',
          '1e400',
          '0x10',
          'text,cost,',
          'text,,soul',
        ),
        fc.string({ unit: 'binary', maxLength: 30 }),
      ),
      fc.constantFrom('=', '', '=='),
    ),
    { maxLength: 12 },
  )
  .map((parts) => `?${parts.map(([name, value, sign]) => `${name}${sign}${value}`).join('&')}`);

/** The link of some settings with one character changed, doubled or lost. */
const mutated = fc
  .tuple(links, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }))
  .map(([each, at, put]) => {
    const link = linkToUrl(each);
    const place = at % (link.length + 1);
    return link.slice(0, place) + put + link.slice(place + 1);
  });

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
    typeof found.table === 'boolean' &&
    typeof found.embed === 'boolean' &&
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
      fc.property(fc.oneof(query, mutated), (search) => {
        const { link: found, notices } = linkFromUrl(search);
        return isValid(found) && notices.every(({ message }) => /^The link asks for \w+=/.test(message));
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
    expect(notices[0]?.message).toBe(
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
});
