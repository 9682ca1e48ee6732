import { expect, it } from 'vitest';
import { teach as english } from '../../languages/en/teach';
import { teach as chinese } from '../../languages/zh/teach';
import { LESSONS } from '../../lessons/lessons';
import { linkFromUrl } from '../../store/url';
import { addressOfLink } from './class-link';
import { countVotes } from './tally';

const BASE = 'https://example.org/mor/';

it('makes a link that Explore reads as it was meant, in the site’s own folder', () => {
  const settings = {
    text: 'Ann ran & fell.',
    routing: 'token',
    view: 'flow',
    seed: 7,
    hide: ['switches', 'cost'],
  } as const;
  const address = addressOfLink({ opens: 'view', settings }, BASE);
  expect(address.startsWith(`${BASE}explore/?`)).toBe(true);
  const { link, notices } = linkFromUrl(new URL(address).search);
  expect(notices).toEqual([]);
  expect(link).toMatchObject(settings);
});

it('opens a lesson at its first step without saying so, and at another with it', () => {
  expect(addressOfLink({ opens: 'lesson', lesson: 'memory', step: 1, codes: false }, BASE)).toBe(
    `${BASE}learn/memory/`,
  );
  expect(addressOfLink({ opens: 'lesson', lesson: 'memory', step: 3, codes: true }, BASE)).toBe(
    `${BASE}learn/memory/?lessonStep=3&class=1`,
  );
});

it('counts hands and letters together, and leaves out what is no answer', () => {
  expect(countVotes(3, { A: 2, C: 1 }, 'a, B b; d x 7').map(({ votes }) => votes)).toEqual([3, 2, 1]);
  expect(countVotes(2, {}, '').map(({ share }) => share)).toEqual([0, 0]);
});

it('has notes to every lesson in every language, with as many questions in each', () => {
  const lessons = Object.keys(LESSONS).filter((id) => id !== 'challenges');
  expect(Object.keys(english.lessons)).toEqual(lessons);
  for (const lesson of lessons as (keyof typeof english.lessons)[]) {
    expect(chinese.lessons[lesson].questions).toHaveLength(english.lessons[lesson].questions.length);
    expect(chinese.lessons[lesson].goals).toHaveLength(english.lessons[lesson].goals.length);
  }
});
