import { t } from '../../../languages/current';
import type { TokenFacts } from '../../trace/facts';
import type { Box } from '../scene/scene';

export const rectOf = ({ x, y, width, height }: Box) => ({ x, y, width, height });

/** A layer's name, or its number where there is no room for more. */
export const short = ({ label }: Box, narrow: boolean) =>
  narrow ? (/\d+/.exec(label)?.[0] ?? label) : label;

export function storeName(shared: boolean, narrow: boolean): string {
  const says = t().flow.picture;
  if (narrow) return shared ? says.storeShort : says.shelvesShort;
  return shared ? says.store : says.shelves;
}

/** The score a token left with, beside its name where it has no room of its own. */
export function leftWith(token: TokenFacts, ticketed: boolean) {
  const left = token.decisions.find((decision) => decision.passage === 'left');
  return left && left.score !== null && !ticketed
    ? t().flow.picture.leftAt(shortScore(left.score, left.bar))
    : null;
}

export const shortScore = (value: number, bar: number | null) => {
  const text = value.toFixed(2);
  return (bar !== null && value !== bar && text === bar.toFixed(2) ? value.toFixed(3) : text).replace(
    /^0/,
    '',
  );
};
