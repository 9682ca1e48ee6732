import { tracesCsv } from '../../model/trace-csv';
import { encodeTraceFile } from '../../model/trace-file';
import { addressOf } from '../explore/address';
import { readVocabulary, type Vocabulary } from '../inspector/vocabulary';
import type { Saved } from './files';
import { type Context, fileName, tracesInView } from './save';

/** The run in view as a file that this page reads again (docs/trace.md). */
export async function runAsJson(context: Context): Promise<Saved | null> {
  const { state } = context;
  const traces = tracesInView(state);
  if (traces.mor === null) return null;
  const { text, routing, cache, recursions, model, rule, servedCache } = state.settings;
  const file = encodeTraceFile({
    link: addressOf(state),
    settings: { text, routing, cache, recursions, model, rule, servedCache },
    traces,
  });
  return {
    name: fileName('trace', context, 'json'),
    content: new Blob([`${JSON.stringify(file)}\n`], { type: 'application/json' }),
  };
}

/** The same as a table, one row a token of each model. */
export async function runAsCsv(context: Context): Promise<Saved | null> {
  const { mor, recursive, vanilla } = tracesInView(context.state);
  if (mor === null) return null;
  const textOf = await vocabularyOf(mor.model, context.baseUrl);
  const csv = tracesCsv(
    [mor, recursive, vanilla].filter((trace) => trace !== null),
    textOf ?? (() => null),
  );
  return {
    name: fileName('trace', context, 'csv'),
    content: new Blob([csv], { type: 'text/csv;charset=utf-8' }),
  };
}

/** The models of a family have one vocabulary. Without it the ids stand alone. */
async function vocabularyOf(model: string, baseUrl: string): Promise<Vocabulary | null> {
  try {
    const response = await fetch(new URL(`models/${model}/tokenizer.json`, baseUrl));
    return response.ok ? readVocabulary(await response.json()) : null;
  } catch {
    return null;
  }
}
