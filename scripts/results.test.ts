import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resultsDocument } from '../components/results/document';
import { parseResults } from '../store/results/load';
import { collectResults, RESULTS } from './lib/collect-results';

const collected = parseResults(collectResults('nano'));

it('the page’s file holds what the runs’ files say', () => {
  expect(parseResults(JSON.parse(readFileSync(`${RESULTS}/index.json`, 'utf8')))).toEqual(collected);
});

it('docs/results.md holds the same tables', () => {
  expect(readFileSync('docs/results.md', 'utf8')).toBe(resultsDocument(collected));
});

it('every run is in the table that its group has', () => {
  const document = resultsDocument(collected);
  for (const { losses } of collected.training) {
    const loss = losses.find(({ set, rule }) => set === 'tinystories.valid' && rule === 'topk');
    expect(document).toContain(loss?.natsPerToken.toFixed(3));
  }
});
