import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { performanceDocument, resultsDocument } from '../components/results/document';
import { sections } from '../components/results/sections';
import { runOf } from '../components/results/tables/models';
import { parseResults } from '../store/results/load';
import { collectResults, RESULTS } from './lib/collect-results';

const collected = parseResults(collectResults('nano'));

it('the page’s file holds what the runs’ files say', () => {
  expect(parseResults(JSON.parse(readFileSync(`${RESULTS}/index.json`, 'utf8')))).toEqual(collected);
});

it('docs/results.md and docs/performance.md hold the same tables', () => {
  expect(readFileSync('docs/results.md', 'utf8')).toBe(resultsDocument(collected));
  expect(readFileSync('docs/performance.md', 'utf8')).toBe(performanceDocument(collected));
});

it('every run is in the table that its group has', () => {
  const document = resultsDocument(collected);
  for (const { group, losses } of collected.training) {
    // What was trained for less long stands there as it generates, beside what was trained for longer.
    const told = group === 'tokens' ? 'threshold' : 'topk';
    const loss = losses.find(({ set, rule }) => set === 'tinystories.valid' && rule === told);
    expect(document).toContain(loss?.natsPerToken.toFixed(3));
  }
});

it('every run stands in a table that opens its card, and no card is opened that is not there', () => {
  const runs = new Set(collected.training.map(runOf));
  const opened = sections(collected, 'tinystories.valid').flatMap(({ table }) =>
    table.rows.flatMap(({ run }) => run ?? []),
  );
  expect(opened.length).toBeGreaterThan(runs.size);
  expect(new Set(opened)).toEqual(runs);
});
