import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveMember } from '../store/members';
import { DEFAULT_SETTINGS } from '../store/settings';
import { parseManifest } from '../workers/manifest';
import { LESSONS } from './lessons';
import { FIGURES, type Lesson, type LessonStep, MEASURES, PUBLISHED, pageAt, TOKEN_SETS } from './schema';
import { TERM_GROUPS } from './terms';

const ALL: readonly Lesson[] = Object.values(LESSONS);
const TAUGHT = ALL.filter(({ id }) => id !== 'challenges');

const manifest = parseManifest(
  JSON.parse(readFileSync(new URL('../public/models/index.json', import.meta.url), 'utf8')),
);

const count = ({ steps }: Lesson, ...kinds: LessonStep['kind'][]) =>
  steps.filter(({ kind }) => kinds.includes(kind)).length;

describe.each(ALL)('lesson $id', (lesson) => {
  it('stands under its own id, and its steps differ in theirs', () => {
    expect(LESSONS).toHaveProperty(lesson.id, lesson);
    const ids = lesson.steps.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('shows only models that are shipped', () => {
    for (const i of lesson.steps.keys()) {
      const settings = { ...DEFAULT_SETTINGS, ...pageAt(lesson, i) };
      expect(resolveMember(manifest, settings).mor, lesson.steps[i]?.id).not.toBeNull();
    }
  });

  it('asks nothing that is not an option', () => {
    for (const step of lesson.steps) {
      if (step.kind === 'check')
        for (const { options, right } of step.items) expect(options).toContain(right);
      if (!('answer' in step) || step.answer?.type !== 'choice') continue;
      const { options, truth } = step.answer;
      if ('option' in truth) expect(options).toContain(truth.option);
      else expect(truth.cuts).toHaveLength(options.length - 1);
    }
  });
});

describe.each(TAUGHT)('lesson $id', (lesson) => {
  it('begins with play, lets predict twice at least, look, explain and check', () => {
    expect(lesson.steps[0]?.kind).toBe('open-play');
    expect(count(lesson, 'predict')).toBeGreaterThanOrEqual(2);
    expect(count(lesson, 'observe', 'do')).toBeGreaterThanOrEqual(1);
    expect(count(lesson, 'explain')).toBeGreaterThanOrEqual(1);
    expect(count(lesson, 'check')).toBe(1);
    expect(lesson.minutes).toBeGreaterThanOrEqual(10);
    expect(lesson.minutes).toBeLessThanOrEqual(15);
  });
});

const LANGUAGES = ['en', 'zh'];

/** Values of an attribute of a part of the prose, in the order in which they stand. */
const values = (prose: string, part: string, attribute: string) =>
  [...prose.matchAll(new RegExp(`<${part}\\b[^>]*?\\b${attribute}="([^"]*)"`, 'g'))].map(
    ([, value]) => value,
  );

describe.each(LANGUAGES.flatMap((language) => ALL.map((lesson) => ({ language, lesson }))))(
  'prose of $lesson.id in $language',
  ({ language, lesson }) => {
    const path = new URL(`../languages/${language}/lessons/${lesson.id}.mdx`, import.meta.url);
    const prose = readFileSync(path, 'utf8');
    const parts = new Map(
      prose
        .split('<Step id="')
        .slice(1)
        .map((part) => [part.slice(0, part.indexOf('"')), part] as const),
    );

    it('has every step once, in its order, with a title', () => {
      expect([...parts.keys()]).toEqual(lesson.steps.map(({ id }) => id));
      for (const { id } of lesson.steps) expect(prose).toMatch(new RegExp(`^ {2}'?${id}'?: '.+',$`, 'm'));
    });

    it('asks what the lesson asks, with all its options and a reason', () => {
      for (const step of lesson.steps) {
        const part = parts.get(step.id) ?? '';
        const asks = step.kind === 'predict' || step.kind === 'explain';
        expect(values(part, 'Ask', 'question'), step.id).toHaveLength(asks ? 1 : 0);
        expect(part.includes('<Why>'), step.id).toBe(asks);
        // In the same order as the data: an option's letter is its place.
        expect(values(part, 'Choice', 'id'), step.id).toEqual(optionsOf(step));
        const items = step.kind === 'check' ? step.items.map(({ id }) => id) : [];
        expect(values(part, 'Item', 'id'), step.id).toEqual(items);
        expect(values(part, 'Item', 'why'), step.id).toHaveLength(items.length);
      }
    });

    it('speaks of terms, figures and tokens that there are', () => {
      const terms: readonly string[] = Object.values(TERM_GROUPS).flat();
      expect(terms).toEqual(expect.arrayContaining(values(prose, 'Term', 'id')));
      expect(MEASURES).toEqual(expect.arrayContaining(values(prose, 'Num', 'of')));
      expect(FIGURES).toEqual(expect.arrayContaining(values(prose, 'Cost', 'of')));
      expect(['mor', 'recursive', 'vanilla']).toEqual(expect.arrayContaining(values(prose, 'Cost', 'model')));
      expect(PUBLISHED).toEqual(expect.arrayContaining(values(prose, 'Published', 'of')));
      const sets = [...values(prose, 'Tokens', 'of'), ...values(prose, 'Named', 'of')];
      expect(TOKEN_SETS).toEqual(expect.arrayContaining(sets));
    });
  },
);

function optionsOf(step: LessonStep): readonly string[] {
  if (step.kind === 'check') return step.items.flatMap(({ options }) => options);
  if (!('answer' in step) || step.answer?.type !== 'choice') return [];
  return step.answer.options;
}
