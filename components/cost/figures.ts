import { max } from 'd3-array';
import { t } from '../../languages/current';
import { type Account, kvBytes, kvBytesRead, traceFlops } from '../../model/cost';
import { csvOf } from '../../model/csv';
import type { Role } from '../../store/state';
import { bytes, duration, flops, metric, nats } from '../ui/format';
import type { Costed } from './comparison';
import {
  BYTES_HERE,
  cacheFormula,
  cacheReadFormula,
  type Formula,
  flopsFormula,
  lossFormula,
  parametersFormula,
  timeFormula,
} from './formulas';

/** One figure of one model. */
export interface Cell {
  readonly value: number;
  /** With its unit. */
  readonly text: string;
  readonly formula: () => Formula;
}

/** One thing that is compared. */
export interface Figure {
  readonly key: string;
  readonly title: string;
  /** Unit of `value`, for the CSV. */
  readonly unit: string;
  /** Null where there is no such figure, or not yet. */
  readonly cells: { readonly [role in Role]: Cell | null };
}

export const ROLES: readonly Role[] = ['vanilla', 'recursive', 'mor'];

type Comparison = { readonly [role in Role]: Costed | null };

export function costFigures(costed: Comparison, account: Account): Figure[] {
  const figure = (
    key: string,
    title: string,
    unit: string,
    value: (each: Costed) => number | null,
    text: (value: number) => string,
    formula: (each: Costed) => Formula,
  ): Figure => {
    const cell = (each: Costed | null): Cell | null => {
      const amount = each && value(each);
      return each === null || amount === null
        ? null
        : { value: amount, text: text(amount), formula: () => formula(each) };
    };
    return {
      key,
      title,
      unit,
      cells: { vanilla: cell(costed.vanilla), recursive: cell(costed.recursive), mor: cell(costed.mor) },
    };
  };
  const says = t().cost.figures;
  return [
    figure('parameters', says.parameters, '1', (each) => each.parameters, metric, parametersFormula),
    figure(
      'flops',
      says.flops,
      'FLOP',
      (each) => traceFlops(each.run, account).total,
      flops,
      (each) => flopsFormula(each, account),
    ),
    figure('kv-cache', says.kvCache, 'B', (each) => kvBytes(each.run, BYTES_HERE), bytes, cacheFormula),
    figure('kv-read', says.kvRead, 'B', (each) => kvBytesRead(each.run, BYTES_HERE), bytes, cacheReadFormula),
    figure('loss', says.loss, 'nats a token', (each) => each.measured.loss, nats, lossFormula),
    figure('time', says.time, 'ms', (each) => each.measured.ms, duration, timeFormula),
  ];
}

/** The same figures for a spreadsheet, every digit. */
export function figuresCsv(figures: readonly Figure[]): string {
  const rows = figures.map(({ title, unit, cells }) => [
    title,
    unit,
    ...ROLES.map((role) => (cells[role] === null ? '' : String(cells[role].value))),
  ]);
  return csvOf([['figure', 'unit', ...ROLES], ...rows]);
}

/** Length of a bar, in [0, 1], against the longest of its figure. */
export function shareOf(figure: Figure, role: Role): number {
  const most = max(ROLES, (each) => figure.cells[each]?.value) ?? 0;
  return most > 0 ? (figure.cells[role]?.value ?? 0) / most : 0;
}
