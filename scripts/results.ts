/**
 * `npm run results`: puts what runs have written into `public/results/` together for the Results page
 * (`public/results/index.json`), and writes the same tables to docs/results.md and docs/performance.md.
 */
import { writeFileSync } from 'node:fs';
import { performanceDocument, resultsDocument } from '../components/results/document';
import { speakWith } from '../languages/current';
import { messages } from '../languages/en';
import { parseResults } from '../store/results/load';
import { collectResults, RESULTS } from './lib/collect-results';

speakWith('en', messages);
const index = collectResults('nano');
writeFileSync(`${RESULTS}/index.json`, `${JSON.stringify(index)}\n`);
const checked = parseResults(index);
writeFileSync('docs/results.md', resultsDocument(checked));
writeFileSync('docs/performance.md', performanceDocument(checked));
const { training, evaluations, missing } = index;
console.log(
  `${training.length} runs, ${evaluations.length} evaluations; ${missing.length} planned runs are missing`,
);
