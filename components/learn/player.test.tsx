import { readFileSync } from 'node:fs';
import { act, cleanup, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Suspense } from 'react';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { learnIn } from '../../languages/learn';
import { LESSONS } from '../../lessons/lessons';
import { parseResults } from '../../store/results/load';
import { renderOnPage } from '../testing/render';
import { LearnWordsProvider } from './learn-words';
import { Player } from './player';
import { progressStore } from './progress';
import { publishedFigures } from './published';

const published = publishedFigures(
  parseResults(JSON.parse(readFileSync('public/results/index.json', 'utf8'))),
);

beforeEach(() => {
  for (const id of Object.keys(LESSONS)) progressStore.getState().restart(id);
  window.history.replaceState(null, '', '/');
});

const TITLES: { readonly [step: number]: string } = {
  1: 'Somebody is deciding here',
  2: 'How many layers are there, really?',
  3: 'Who will go deepest?',
  4: 'A score for everyone',
  5: 'Where is it easy?',
  6: 'Three filters, one behind the other',
  8: 'Back to the other rule',
};

let leave = () => {};
afterEach(() => {
  cleanup();
  leave();
});

async function openLesson(id: keyof typeof LESSONS, step: number, inClass = false) {
  window.history.replaceState(null, '', `/?lessonStep=${step}`);
  const page = await act(() =>
    renderOnPage(
      <Suspense>
        <LearnWordsProvider code="en">
          <Player
            lesson={LESSONS[id]}
            published={published}
            following={null}
            indexHref="/learn/"
            inClass={inClass}
          />
        </LearnWordsProvider>
      </Suspense>,
    ),
  );
  leave = page.leave;
  const title = TITLES[step] ?? '';
  // What suspends is drawn when it has come, and not before React is told to look.
  await act(learnIn('en').words);
  await act(learnIn('en').lessons[id]!);
  await screen.findByRole('heading', { level: 2, name: title });
  await page.store.whenIdle();
  return { ...page, user: userEvent.setup() };
}

test('a prediction covers the answer until it is committed, and then both stand side by side', async () => {
  const { user, store } = await openLesson('who-decides', 3);
  expect(store.getState().settings.text).toBe('The dog ran to the park because it was happy');
  expect(screen.queryByRole('grid')).toBeNull();
  expect(screen.queryByText('Why')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Next' })).toBeNull();
  const commit = screen.getByRole('button', { name: 'Commit my prediction' });
  expect(commit).toHaveProperty('disabled', true);

  const group = screen.getByRole('group', { name: /Pick the tokens/ });
  await user.click(within(group).getByRole('button', { name: 'dog' }));
  await user.click(commit);

  expect(await screen.findByRole('grid')).toBeDefined();
  expect(screen.getByText('Why')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Next' })).toBeDefined();
  const dog = screen.getAllByRole('listitem').find((item) => /picked by you/.test(item.textContent ?? ''));
  const { mor } = store.getState().run.traces;
  expect(dog?.textContent).toContain(`depth ${mor!.depth[1]}`);
  expect(progressStore.getState().lessons['who-decides']?.answers.deepest).toEqual([1]);
});

test('a step is reached by Next, its title takes the focus, and the address says which it is', async () => {
  const { user } = await openLesson('who-decides', 1);
  await user.click(screen.getByRole('button', { name: 'Next' }));
  const title = await screen.findByRole('heading', { name: 'One block, and a gate in front of it' });
  await waitFor(() => expect(document.activeElement).toBe(title));
  expect(new URLSearchParams(window.location.search).get('lessonStep')).toBe('2');
  expect(progressStore.getState().lessons['who-decides']?.step).toBe(1);
});

test('where it was easy is told by what vanilla gave to the tokens that follow, not by depths', async () => {
  const { user, store } = await openLesson('every-token', 5);
  const group = screen.getByRole('group', { name: /guessed best/ });
  await user.click(within(group).getAllByRole('button')[0]!);
  await user.click(screen.getByRole('button', { name: 'Commit my prediction' }));
  const own = await screen.findByText('picked by you');
  const chance = 100 * Math.exp(-store.getState().run.traces.vanilla!.nll[0]!);
  expect(
    Math.abs(Number.parseFloat(own.parentElement!.textContent!.match(/([\d.]+)%/)![1]!) - chance),
  ).toBeLessThan(1);
  expect(screen.getByText(/^What follows is “upon”: vanilla gave it/)).toBeDefined();
  expect(screen.queryByText(/ran on it/)).toBeNull();
});

test('what follows from reason is right or wrong, and no run is called upon', async () => {
  const { user } = await openLesson('one-block', 2);
  await user.click(screen.getByRole('radio', { name: 'Three' }));
  await user.click(screen.getByRole('button', { name: 'Commit my prediction' }));
  expect(await screen.findByText('Not this one.')).toBeDefined();
  expect(screen.getByText('In fact').nextElementSibling?.textContent).toBe('Four');
  expect(screen.queryByText('The run')).toBeNull();
});

test('a goal that was reached stays reached', async () => {
  const { user, store } = await openLesson('who-decides', 6);
  expect(await screen.findByText('Not yet')).toBeDefined();
  store.getState().scrub(2);
  expect(await screen.findByText('Done.')).toBeDefined();
  store.getState().scrub(null);
  expect(screen.getByText('Done.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Start this lesson again' }));
  expect(progressStore.getState().lessons['who-decides']?.done).toEqual([]);
});

test('a goal that the page met before the step began is not reached by that', async () => {
  const { store } = await openLesson('one-ticket', 8);
  expect(store.getState().settings.routing).toBe('token');
  expect(await screen.findByText('Not yet')).toBeDefined();
  act(() => store.getState().set({ routing: 'expert' }));
  expect(await screen.findByText('Done.')).toBeDefined();
});

test('numbers in the prose are those of the run in view', async () => {
  const { store } = await openLesson('who-decides', 4);
  const { mor } = store.getState().run.traces;
  const mean = mor!.depth.reduce((sum, depth) => sum + depth, 0) / mor!.depth.length;
  expect((await screen.findByText(/On average a token went round/)).textContent).toContain(mean.toFixed(2));
});
