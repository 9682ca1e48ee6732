import { t } from '../../languages/current';
import type { Readout, Trace } from '../../model/trace';
import type { Role } from '../../store/state';

/** What a model would put after a token, read out at one point of its way. */
export interface Prediction {
  readonly title: string;
  readonly role: Role;
  readonly alternatives: readonly { readonly id: number; readonly probability: number }[];
}

/**
 * For one token: MoR after each pass the token made, its real output, and the outputs of the other two. A model whose trace
 * is not of the same tokens yet is left out.
 */
export function predictionsAt(
  traces: { readonly [role in Role]: Trace | null },
  position: number,
  shown: number,
): Prediction[] {
  const { mor, recursive, vanilla } = traces;
  const says = t().inspector.predictions;
  if (!mor) return [];
  const depth = mor.depth[position] ?? 0;
  const passes = mor.readouts
    .filter((readout) => readout.afterRecursion !== null && readout.afterRecursion <= depth)
    .map((readout) => at(readout, position, shown, says.after(readout.afterRecursion ?? 0), 'mor'));
  const outputs = (
    [
      ['mor', mor],
      ['recursive', recursive],
      ['vanilla', vanilla],
    ] as const
  ).flatMap(([role, trace]) => {
    const output = trace?.readouts.find((readout) => readout.afterRecursion === null);
    return trace && output && sameTokens(trace, mor)
      ? [at(output, position, shown, says.output[role], role)]
      : [];
  });
  return [...passes, ...outputs];
}

function at(readout: Readout, position: number, shown: number, title: string, role: Role): Prediction {
  const from = position * readout.k;
  return {
    title,
    role,
    alternatives: Array.from({ length: Math.min(shown, readout.k) }, (_, i) => ({
      id: readout.ids[from + i] ?? 0,
      probability: readout.probabilities[from + i] ?? 0,
    })),
  };
}

/** True where two traces are of the same text: while one model still runs, the others may be ahead. */
export function sameTokens(a: Trace, b: Trace): boolean {
  return a.tokens.length === b.tokens.length && a.tokens.every((token, i) => token.id === b.tokens[i]?.id);
}
