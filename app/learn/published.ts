import { readFileSync } from 'node:fs';
import { type PublishedFigures, publishedFigures } from '../../components/learn/published';
import { parseResults } from '../../store/results/load';

/** The figures that lessons quote, from the file that `npm run results` wrote. Read when the site is built. */
export function readPublished(): PublishedFigures {
  return publishedFigures(parseResults(JSON.parse(readFileSync('public/results/index.json', 'utf8'))));
}
