import { t } from '../../../languages/current';
import { flops, metric, percent } from '../../ui/format';
import type { Column } from './table';

/** Columns that several tables share. */

export const model = (): Column => ({ key: 'model', title: t().results.columns.model });
export const nats = (key: string, title: string): Column => ({
  key,
  title,
  unit: t().results.columns.natsPerToken,
  text: (value) => value.toFixed(3),
});
export const difference = (key: string, title: string): Column => ({
  key,
  title,
  unit: t().results.columns.natsPerToken,
  text: (value) => signed(value, 3),
});
export const depth = (key: string, title: string): Column => ({
  key,
  title,
  unit: t().results.columns.recursions,
  text: (value) => value.toFixed(2),
});
export const share = (key: string, title: string): Column => ({ key, title, text: percent });
/** A share of items with its interval. */
export const score = (key: string, title: string): Column => ({
  key,
  title,
  interval: true,
  text: (value) => `${(value * 100).toFixed(1)}%`,
});
export const parameters = (): Column => ({
  key: 'parameters',
  title: t().results.columns.parameters,
  text: (value) => metric(value),
});
export const trainingFlops = (): Column => ({
  key: 'trainingFlops',
  title: t().results.columns.trainingFlops,
  unit: 'FLOP',
  text: flops,
});
export const tokens = (): Column => ({
  key: 'tokens',
  title: t().results.columns.tokens,
  text: (value) => metric(value),
});

/** `+0.012`, `−0.003`, `0.000`. */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}
