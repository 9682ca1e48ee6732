import { expect, type Page } from '@playwright/test';
import { Explorer, refuseCompute } from './explorer';
import { Learner } from './learner';
import { Writers } from './writers';

/** The states of a page beside the one in which all is well, each with the way to it. */

type Reach = (page: Page) => Promise<void>;

const weights = '**/*.safetensors';
const results = '**/results/index.json';

async function explore(page: Page, query = '', backend = 'wasm'): Promise<Explorer> {
  const explorer = new Explorer(page);
  await explorer.openLive(`?backend=${backend}${query}`);
  return explorer;
}

const asTable =
  (view: string): Reach =>
  async (page) => {
    await explore(page, `&table=1&view=${view}`);
    await expect(page.getByRole('main').locator('table, ol').first()).toBeVisible();
  };

async function batch(page: Page, backend = 'wasm') {
  const query = new URLSearchParams({ prompts: 'Once\nThe cat', copies: '2', slots: '2', tokens: '8' });
  await explore(page, `&view=batching&${query}`, backend);
  const panel = page.getByRole('region', { name: 'Many texts at once', exact: true });
  const press = (name: string) => panel.getByRole('button', { name, exact: true }).click();
  return { press, told: page.getByRole('status', { name: 'Many texts at once' }) };
}

const EXPLORE: { readonly [name: string]: Reach } = {
  'Explore while weights are on their way': async (page) => {
    await page.route(weights, () => {});
    const explorer = new Explorer(page);
    await explorer.open('?backend=wasm');
    await expect(page.getByText('Recorded run', { exact: true }).first()).toBeVisible();
    await expect(page.getByText(/^model .* of /).first()).toBeVisible();
  },
  'Explore without weights': async (page) => {
    await page.route(weights, (route) => route.abort());
    const explorer = new Explorer(page);
    await explorer.open('?backend=wasm&text=Words+of+my+own');
    await expect(explorer.alert).toContainText('E-NETWORK');
  },
  'Explore where nothing computes': async (page) => {
    await refuseCompute(page);
    const explorer = new Explorer(page);
    await explorer.open('?text=Words+of+my+own');
    await expect(explorer.alert).toContainText('E-WORKER');
  },
  'Explore without a text': async (page) => {
    const explorer = await explore(page);
    await explorer.type('');
  },
  'Explore inside another page, its parts hidden': async (page) => {
    await explore(page, '&embed=1&hide=text,examples,switches,views,inspector,cost');
    await expect(page.getByRole('contentinfo')).toBeVisible();
  },
  'a token pinned, its attention open': async (page) => {
    await explore(page, '&pinned=2&attention=1');
    await expect(page.getByRole('button', { name: 'Unpin' })).toBeVisible();
  },
  'a mismatched run': async (page) => {
    const explorer = await explore(page, '&servedCache=other');
    await expect(explorer.costs.getByText(/the other cache makes the loss/)).toBeVisible();
  },
  'a run from a file': async (page) => {
    await explore(page);
    const saved = page.waitForEvent('download');
    const panel = page.getByRole('region', { name: 'Depth of each token' });
    await panel.getByRole('button', { name: 'Save', exact: true }).click();
    await panel.getByRole('button', { name: 'The run, every number as JSON' }).click();
    await page.locator('input[type=file]').setInputFiles(await (await saved).path());
    await expect(page.getByText(/^From a file: /)).toBeVisible();
  },
};

const TABLES: { readonly [name: string]: Reach } = Object.fromEntries(
  ['depth', 'flow', 'kv-cache', 'causality'].map((view) => [`Explore, ${view} as a table`, asTable(view)]),
);

const WRITTEN: { readonly [name: string]: Reach } = {
  'two models that have written': async (page) => {
    const writers = new Writers(page);
    await writers.openWriters({ backend: 'wasm', tokens: 8 });
    await writers.writes();
  },
  'a word changed': async (page) => {
    await explore(page, '&view=causality&changeTo=moon');
    await expect(page.getByRole('status', { name: 'Causality' })).toContainText('Under top-k');
  },
  'a batch under way': async (page) => {
    const { press } = await batch(page);
    await press('Step');
    await new Explorer(page).idle();
  },
  'a batch that is done, as a table': async (page) => {
    const { press, told } = await batch(page);
    await press('Run');
    await expect(told).toContainText('Both batches are done');
    await press('Show as table');
  },
  'a backend without batches': async (page) => {
    const { press } = await batch(page, 'cpu');
    await press('Run');
    await expect(new Explorer(page).alert).toContainText('E-BATCHING');
  },
};

const RESULTS: { readonly [name: string]: Reach } = {
  'Results on their way': async (page) => {
    await page.route(results, () => {});
    await page.goto('./results/');
    await expect(page.locator('main[aria-busy]')).toBeVisible();
  },
  'Results without their file': async (page) => {
    await page.route(results, (route) => route.fulfill({ status: 503, body: '' }));
    await page.goto('./results/');
    await expect(page.getByRole('alert').filter({ hasText: /./ })).toContainText('E-RESULTS');
  },
  'a run’s card': async (page) => {
    await page.goto('./results/?run=nano-vanilla');
    await expect(page.getByRole('dialog').getByRole('heading', { name: 'Vanilla' })).toBeVisible();
  },
  'the card of a run that is not there': async (page) => {
    await page.goto('./results/?run=nano-nothing');
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText('E-RESULTS');
  },
};

const LEARN: { readonly [name: string]: Reach } = {
  'a prediction, asked for and made': async (page) => {
    const learner = new Learner(page);
    await learner.open('who-decides', '?backend=wasm&lessonStep=3');
    await learner.explorer.idle();
    await learner.answer();
  },
  'a question of a lesson, answered': async (page) => {
    const learner = new Learner(page);
    await learner.open('who-decides', '?backend=wasm&lessonStep=11');
    await learner.explorer.idle();
    await learner.answer();
  },
  'a term’s card': async (page) => {
    const learner = new Learner(page);
    await learner.open('who-decides', '?backend=wasm&lessonStep=2');
    await learner.button('shared block').click();
    await expect(page.getByRole('dialog', { name: 'shared block' })).toBeVisible();
  },
  'a lesson on recorded runs': async (page) => {
    await refuseCompute(page);
    const learner = new Learner(page);
    await learner.open('who-decides', '?lessonStep=1');
    await expect(learner.lesson.getByText(/goes on with recorded runs/)).toBeVisible();
  },
  'the quiz, being sat': async (page) => {
    await page.goto('./learn/quiz/');
    await page.getByRole('button', { name: /^Take / }).click();
    await expect(page.getByRole('button', { name: 'Hand in' })).toBeVisible();
  },
  'the quiz with its reasons': async (page) => {
    await page.goto('./learn/quiz/');
    for (let sitting = 0; sitting < 2; sitting++) {
      await page.getByRole('button', { name: /^Take / }).click();
      for (const group of await page.getByRole('group').all()) await group.getByRole('radio').first().check();
      await page.getByRole('button', { name: 'Hand in' }).click();
    }
    await expect(page.getByRole('heading', { name: 'Answers and reasons' })).toBeVisible();
  },
  'a prediction with its code for the class': async (page) => {
    const learner = new Learner(page);
    await learner.open('who-decides', '?backend=wasm&lessonStep=3&class=1');
    await learner.answer();
    await expect(learner.lesson.getByText('Your code for the class')).toBeVisible();
  },
  'the tally of a lesson': async (page) => {
    await page.goto('./teach/');
    await page.getByRole('combobox', { name: 'What is voted on' }).selectOption('Every token, every layer');
    await page.getByRole('combobox', { name: 'Prediction' }).selectOption('Where is it easy?');
    await expect(page.getByRole('button', { name: 'One more for Y' })).toBeVisible();
  },
};

export const STATES = { ...EXPLORE, ...TABLES, ...WRITTEN, ...RESULTS, ...LEARN };
