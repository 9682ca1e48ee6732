import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHOICES, DEFAULT_SETTINGS, TEXT_LIMIT } from './settings';
import type { Settings } from './state';
import { fitsInLink, LINK_TEXT_LIMIT, settingsFromUrl, settingsToUrl } from './url';

const choice = <K extends keyof typeof CHOICES>(key: K) =>
  fc.constantFrom(...(CHOICES[key] as readonly (typeof CHOICES)[K][number][]));

const settings: fc.Arbitrary<Settings> = fc.record({
  text: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.constant(DEFAULT_SETTINGS.text)),
  routing: choice('routing'),
  cache: choice('cache'),
  recursions: choice('recursions'),
  model: choice('model'),
  rule: choice('rule'),
  backend: choice('backend'),
  theme: choice('theme'),
  view: choice('view'),
});

/** A query as people and programs mangle them: known and unknown names, good and bad values, broken escapes. */
const query = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...Object.keys(DEFAULT_SETTINGS)), fc.string({ maxLength: 8 })),
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
  .tuple(settings, fc.nat(), fc.string({ unit: 'binary', maxLength: 3 }))
  .map(([each, at, put]) => {
    const link = settingsToUrl(each);
    const place = at % (link.length + 1);
    return link.slice(0, place) + put + link.slice(place + 1);
  });

function isValid(found: Settings): boolean {
  const keys = Object.keys(CHOICES) as (keyof typeof CHOICES)[];
  return (
    Object.keys(found).length === keys.length + 1 &&
    typeof found.text === 'string' &&
    found.text.length <= TEXT_LIMIT &&
    keys.every((key) => (CHOICES[key] as readonly unknown[]).includes(found[key]))
  );
}

describe('the link', () => {
  it('leaves defaults out', () => {
    expect(settingsToUrl(DEFAULT_SETTINGS)).toBe('');
  });

  it('brings back any settings', () => {
    fc.assert(
      fc.property(settings, (each) => {
        expect(settingsFromUrl(settingsToUrl(each))).toEqual({ settings: each, notices: [] });
      }),
      { numRuns: 2_000 },
    );
  });

  it('survives being an address', () => {
    fc.assert(
      fc.property(settings, (each) => {
        const url = new URL(`https://example.org/mor/${settingsToUrl(each)}#part`);
        expect(settingsFromUrl(url.search).settings).toEqual(each);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives valid settings for 10,000 random and mutated links, and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(query, mutated), (search) => {
        const { settings: found, notices } = settingsFromUrl(search);
        return isValid(found) && notices.every(({ message }) => /^The link asks for \w+=/.test(message));
      }),
      { numRuns: 10_000 },
    );
  }, 30_000);

  it('carries an empty text and half a surrogate pair', () => {
    const back = (text: string) =>
      settingsFromUrl(settingsToUrl({ ...DEFAULT_SETTINGS, text })).settings.text;
    expect(back('')).toBe('');
    expect(back('a\uD83Db')).toBe('a\uFFFDb');
    expect(back('tab\tline\nend + 100% #&="')).toBe('tab\tline\nend + 100% #&="');
  });

  it('names the parameter and the value it did not take', () => {
    const { settings: found, notices } = settingsFromUrl('?recursions=3.0&routing=psychic&cache=shared');
    expect(found).toEqual({ ...DEFAULT_SETTINGS, cache: 'shared' });
    expect(notices.map((notice) => notice.id)).toEqual(['url-routing', 'url-recursions']);
    expect(notices[0]?.message).toBe(
      'The link asks for routing=psychic, which this page does not know; using expert. It knows expert, token, random.',
    );
  });

  it('takes a text too long for the page only so far, whole characters, with a notice', () => {
    const { settings: found, notices } = settingsFromUrl(`?text=${'a'.repeat(TEXT_LIMIT - 1)}%F0%9F%98%80b`);
    expect(found.text).toBe('a'.repeat(TEXT_LIMIT - 1));
    expect(notices.map((notice) => notice.id)).toEqual(['text-cap']);
  });

  it('leaves a text too long for a link out of it', () => {
    const long = { ...DEFAULT_SETTINGS, text: 'a'.repeat(LINK_TEXT_LIMIT + 1), routing: 'token' as const };
    expect(settingsToUrl(long, '?text=old')).toBe('?routing=token');
    expect(fitsInLink('a'.repeat(LINK_TEXT_LIMIT))).toBe(true);
    expect(fitsInLink('猫'.repeat(LINK_TEXT_LIMIT))).toBe(false);
  });

  it('leaves the parameters of others alone', () => {
    expect(settingsToUrl({ ...DEFAULT_SETTINGS, cache: 'shared' }, '?embed=1&cache=bad&x')).toBe(
      '?embed=1&cache=shared&x=',
    );
  });
});
