import fc from 'fast-check';
import { capPrompts } from './prompts';
import { CHANGE_LIMIT, CHOICES, DEFAULT_SETTINGS, HIDEABLE, LIMITS, type NumberKey } from './settings';
import { type Link, linkToUrl, urlParsers } from './url';

/** Links of every kind, for tests: good ones, and queries as people and programs mangle them. */

const choice = <K extends keyof typeof CHOICES>(key: K) =>
  fc.constantFrom(...(CHOICES[key] as readonly (typeof CHOICES)[K][number][]));

const number = (key: NumberKey) => {
  const { min, max, step } = LIMITS[key];
  return step === 1 ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }).map((x) => x + 0);
};

const graphemes = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });

const record = <Key extends string, Value>(keys: readonly Key[], of: (key: Key) => fc.Arbitrary<Value>) =>
  fc.record(Object.fromEntries(keys.map((key) => [key, of(key)])) as { [key in Key]: fc.Arbitrary<Value> });

/** Links with any settings that the page may hold. */
export const links = fc
  .tuple(
    record(
      Object.keys(CHOICES) as (keyof typeof CHOICES)[],
      choice as (key: string) => fc.Arbitrary<unknown>,
    ),
    record(Object.keys(LIMITS) as NumberKey[], number),
    fc.record({
      text: fc.oneof(graphemes(200), fc.constant(DEFAULT_SETTINGS.text)),
      changeTo: graphemes(20).filter((text) => text.length <= CHANGE_LIMIT),
      prompts: fc.array(graphemes(20), { maxLength: 6 }).map((lines) => capPrompts(lines.join('\n'))),
      table: fc.boolean(),
      attention: fc.boolean(),
      embed: fc.boolean(),
      hide: fc.subarray([...HIDEABLE]),
      pinned: fc.option(fc.nat(9_999)),
      recursion: fc.option(fc.integer({ min: 1, max: 9_999 })),
    }),
  )
  .map(([choices, numbers, rest]) => ({ ...choices, ...numbers, ...rest }) as unknown as Link);

/** Known and unknown names, good and bad values, broken escapes. */
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
          '1',
          'flow',
          'kv-cache',
          'generate',
          'causality',
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
    const link = linkToUrl(each) || '?';
    const place = 1 + (at % link.length); // without its question mark it is no query
    return link.slice(0, place) + put + link.slice(place + 1);
  });

/** Queries that no page has asked for. */
export const mangled = fc.oneof(query, mutated);
