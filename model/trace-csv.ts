import { csvOf } from './csv';
import type { Trace } from './trace';
import { shortest } from './trace-json';

/** Text of a token id; null where the vocabulary is not there. */
export type TextOf = (id: number) => string | null;

/**
 * Traces as a table for spreadsheets and data frames (RFC 4180, CRLF): one row a token of each model. What a model or a
 * token does not have is an empty cell; columns are described in docs/trace.md.
 */
export function tracesCsv(traces: readonly Trace[], textOf: TextOf): string {
  const recursions = Math.max(0, ...traces.map((trace) => trace.recursions.length));
  const rows = traces.flatMap((trace) => rowsOf(trace, recursions, textOf));
  return `${csvOf([csvHeader(recursions), ...rows])}\r\n`;
}

/** Names of the columns for so many recursions. */
export function csvHeader(recursions: number): string[] {
  const byRecursion = Array.from({ length: recursions }, (_, i) =>
    ['score', 'gate', 'threshold'].map((name) => `${name}_${i + 1}`),
  );
  return [
    'model',
    'position',
    'id',
    'text',
    'depth',
    ...byRecursion.flat(),
    'nll',
    'top_id',
    'top_text',
    'top_probability',
  ];
}

type Value = string | number | null | undefined;

function rowsOf(trace: Trace, recursions: number, textOf: TextOf): string[][] {
  const steps = trace.recursions.map((step) => ({
    threshold: step.threshold,
    asked: new Map(Array.from(step.candidates, (position, i) => [position, float(step.scores[i])])),
    gated: new Map(Array.from(step.selected, (position, i) => [position, float(step.gates[i])])),
  }));
  const output = trace.readouts.find((readout) => readout.afterRecursion === null);
  return trace.tokens.map(({ id, text }, t) => {
    const decisions = Array.from({ length: recursions }, (_, r): Value[] => {
      const step = steps[r];
      return [step?.asked.get(t), step?.gated.get(t), step?.asked.has(t) ? step.threshold : null];
    });
    const top = output?.ids[t * output.k];
    const values: Value[] = [
      guarded(trace.model),
      t,
      id,
      guarded(text),
      trace.depth[t],
      ...decisions.flat(),
      t === 0 ? null : float(trace.nll[t - 1]),
      top,
      top === undefined ? null : guarded(textOf(top)),
      output && float(output.probabilities[t * output.k]),
    ];
    return values.map((value) => (value === null || value === undefined ? '' : String(value)));
  });
}

const float = (value: number | undefined) => (value === undefined ? undefined : shortest(value));

/** What a spreadsheet would take for a formula gets an apostrophe before it, and so does a text that begins with one: to read it, drop one. */
export function guarded(text: string | null): string | null {
  return text !== null && /^[=+\-@\t\r\n'＝＋－＠]/u.test(text) ? `'${text}` : text;
}
