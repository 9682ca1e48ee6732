import { describe, expect, it } from 'vitest';
import { onLanguage, speak, speakWith, spokenLanguage, t } from './current';
import { messages as english } from './en';
import { isLanguage, isOffered, LANGUAGES, OFFERED } from './languages';
import { disguise, messages as pseudo } from './pseudo';
import { mark, plainText } from './rich';
import { messages as chinese } from './zh';

/** Every text that stands in messages as it is, by its path. */
function texts(of: unknown, path = ''): [string, string][] {
  if (typeof of === 'string') return [[path, of]];
  if (typeof of !== 'object' || of === null) return [];
  return Object.entries(of).flatMap(([key, value]) => texts(value, `${path}.${key}`));
}

describe('the language in use', () => {
  it('is gone over to when its messages have come, and listeners are told', async () => {
    const told: (string | null)[] = [];
    const end = onLanguage(() => told.push(spokenLanguage()));
    await speak('zh');
    expect(t().site.pages.explore).toBe('探索');
    await speak('en');
    end();
    await speak('zh');
    expect(told).toEqual(['zh', 'en']);
    speakWith('en', english);
  });

  it('is the one asked for last, whichever comes first', async () => {
    await Promise.all([speak('zh'), speak('en')]);
    expect(spokenLanguage()).toBe('en');
  });
});

it('knows the languages a visitor may choose, and the one for tests', () => {
  expect(Object.keys(OFFERED)).toEqual(['en', 'zh']);
  expect([isOffered('pseudo'), isLanguage('pseudo'), isLanguage('toString'), isLanguage(null)]).toEqual([
    false,
    true,
    false,
    false,
  ]);
  expect(LANGUAGES.zh.tag).toBe('zh-Hans');
});

describe('Chinese', () => {
  it('leaves no sentence in English', () => {
    const left = texts(chinese).filter(
      ([, text]) => /[a-z]+ [a-z]+ [a-z]+/i.test(text) && !/\p{Script=Han}/u.test(text),
    );
    expect(left).toEqual([]);
  });

  it('has no blank between a sentence’s full stop and the next sentence', () => {
    expect(texts(chinese).filter(([, text]) => /[。；，] /.test(text))).toEqual([]);
    expect(chinese.common.sentences(['一。', '', '二。'])).toBe('一。二。');
  });

  it('says the same of a run as English, in its own order', () => {
    expect(plainText(chinese.trace.run('1.71', 3, { all: null, deepest: 1, early: 3 }))).toBe(
      '平均深度 1.71 / 3。1 个词元走完了全程；3 个在一遍之后离开。',
    );
    expect(plainText(english.trace.run('1.71', 3, { all: null, deepest: 1, early: 3 }))).toBe(
      'Mean depth 1.71 of 3. One token went all the way; three left after one pass.',
    );
  });
});

describe('the disguise', () => {
  it('puts an accent on every letter and makes texts a third longer', () => {
    expect(disguise('Token 3, “cat”')).toBe('Ťóóķééñ 3, “çááť”');
    const long = english.explore.about().map((part) => (typeof part === 'string' ? part : part.text));
    const [before, after] = [long.join(''), plainText(pseudo.explore.about())];
    expect(after).not.toMatch(/[a-z]/i);
    expect(after.length / before.length).toBeGreaterThan(1.25);
  });

  it('leaves the kinds of marks as they are, so that they are still drawn', () => {
    expect(pseudo.switches.kept.shared()[1]).toEqual(mark('term', disguise('recursive sharing')));
  });
});
