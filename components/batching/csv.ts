import { csvOf } from '../../model/csv';
import type { BatchingState } from '../../store/batching';
import { WRITERS } from '../../store/source';
import { countsOf, textsOf } from './facts';

const TICK_HEADS = [
  'model',
  'tick',
  'slots in use',
  'slots idle',
  'come in',
  'leave',
  'tokens written',
  'waiting',
  'kv entries',
  'ms',
  'slots (text:position:recursion)',
];

/** Every tick of both batches, one row each; positions and texts are 0-based, recursions 1-based, an idle slot is empty. */
export function ticksCsv(runs: BatchingState['runs']): string {
  const rows = WRITERS.flatMap((role) =>
    (runs[role]?.ticks ?? []).map((tick, at) => {
      const { inUse, idle, comeIn, leaving, drawn, waiting } = countsOf(tick);
      const counts = [at + 1, inUse, idle, comeIn, leaving, drawn, waiting, tick.entries, tick.ms];
      const slots = Array.from(tick.text, (text, slot) =>
        text < 0 ? '' : `${text}:${tick.position[slot]}:${tick.recursion[slot]}`,
      );
      return [role, ...counts.map(String), slots.join(' ')];
    }),
  );
  return csvOf([TICK_HEADS, ...rows]);
}

const TEXT_HEADS = ['model', 'text', 'prompt', 'written', 'tokens written', 'depths', 'state'];

/** Every text of both batches, one row each; depths of the tokens that were read, the prompt's first. */
export function textsCsv(runs: BatchingState['runs']): string {
  const rows = WRITERS.flatMap((role) => {
    const run = runs[role];
    if (run === null) return [];
    return textsOf(run).map(({ index, prompt, written, depth, state }) => [
      role,
      String(index),
      joined(prompt),
      joined(written),
      String(written.length),
      depth.join(' '),
      state,
    ]);
  });
  return csvOf([TEXT_HEADS, ...rows]);
}

const joined = (tokens: readonly { readonly text: string }[]) => tokens.map(({ text }) => text).join('');
