import * as v from 'valibot';
import { MorError } from '../../model/errors';
import { type RunCard, runCard } from './experiments';
import { type ResultsIndex, resultsIndex } from './results-index';

/** Fetches and checks the site's results. `baseUrl`: the site's own folder, with a trailing slash. @throws MorError E-RESULTS */
export async function loadResults(baseUrl: string, ask: typeof fetch = fetch): Promise<ResultsIndex> {
  return parseResults(await json(new URL('results/index.json', baseUrl), ask));
}

/** Fetches and checks one run's own file. `run`: its name without the ending. @throws MorError E-RESULTS */
export async function loadRun(baseUrl: string, run: string, ask: typeof fetch = fetch): Promise<RunCard> {
  const name = `${encodeURIComponent(run)}.json`;
  return parsed(runCard, await json(new URL(`results/experiments/${name}`, baseUrl), ask));
}

/** @throws MorError E-RESULTS where the data is not results of this version */
export function parseResults(data: unknown): ResultsIndex {
  return parsed(resultsIndex, data);
}

async function json(address: URL, ask: typeof fetch): Promise<unknown> {
  const answer = await ask(address).catch((cause: unknown) => {
    throw failed('they could not be fetched', cause);
  });
  if (!answer.ok) throw failed(`the server answered ${answer.status}`);
  return answer.json().catch((cause: unknown) => {
    throw failed('the file is not JSON', cause);
  });
}

function parsed<Schema extends v.GenericSchema>(schema: Schema, data: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, data);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw failed(`${v.getDotPath(issue) ?? 'the file itself'}: ${issue.message}`);
}

function failed(what: string, cause?: unknown): MorError {
  return new MorError(
    'E-RESULTS',
    `The results cannot be shown: ${what}.`,
    'Reload the page. If it stays, write the files again with npm run results.',
    { cause },
  );
}
