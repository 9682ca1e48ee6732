import { flops, metric, percent } from '../../ui/format';
import type { Column } from './table';

/** Columns that several tables share. */

export const MODEL: Column = { key: 'model', title: 'Model' };
export const nats = (key: string, title: string): Column => ({
  key,
  title,
  unit: 'nats a token',
  text: (value) => value.toFixed(3),
});
export const difference = (key: string, title: string): Column => ({
  key,
  title,
  unit: 'nats a token',
  text: (value) => signed(value, 3),
});
export const depth = (key: string, title: string): Column => ({
  key,
  title,
  unit: 'recursions',
  text: (value) => value.toFixed(2),
});
export const share = (key: string, title: string): Column => ({ key, title, text: percent });
export const PARAMETERS: Column = {
  key: 'parameters',
  title: 'Unique parameters',
  text: (value) => metric(value),
};
export const TRAINING_FLOPS: Column = {
  key: 'trainingFlops',
  title: 'Training FLOPs',
  unit: 'FLOP',
  text: flops,
};
export const TOKENS: Column = { key: 'tokens', title: 'Tokens', text: (value) => metric(value) };

/** `+0.012`, `−0.003`, `0.000`. */
export function signed(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  if (Number(text) === 0) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}
