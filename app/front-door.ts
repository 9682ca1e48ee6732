import { readFileSync } from 'node:fs';
import { type Findings, findingsOf } from '../components/home/findings';
import { type Picture, pictureOf } from '../components/home/picture';
import { decodeTrace } from '../model/trace-json';
import { FIRST_PRESET, type Preset } from '../store/presets';
import { parseResults } from '../store/results/load';

/** A glimpse of a longer text. */
const STORY: Preset['id'] = 'quotes';

const json = (path: string) => JSON.parse(readFileSync(`public/${path}`, 'utf8'));

/** The run that the front door draws: the first preset's, as `npm run traces` recorded it. Read when the site is built. */
export function readPicture(): Picture {
  const { mor, vanilla } = json(`traces/${FIRST_PRESET.id}.json`).traces;
  const other = json(`traces/${STORY}.json`).traces;
  return pictureOf(decodeTrace(mor), decodeTrace(vanilla), decodeTrace(other.mor));
}

/** What the front door says of the results, from the file that `npm run results` wrote. Read when the site is built. */
export function readFindings(): Findings {
  return findingsOf(parseResults(json('results/index.json')));
}
