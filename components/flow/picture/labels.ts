import type { TokenFacts } from '../../trace/facts';
import { capital, words } from '../../ui/format';
import type { Box } from '../scene/scene';

export const rectOf = ({ x, y, width, height }: Box) => ({ x, y, width, height });

/** A layer's name, or its number where there is no room for more. */
export const short = (box: Box, narrow: boolean) => (narrow ? box.label.replace(/^layer /, '') : box.label);

export const storeName = (shared: boolean, narrow: boolean) =>
  narrow
    ? shared
      ? 'one cache'
      : 'cache of each lap'
    : shared
      ? 'keys and values: one store for all laps'
      : 'keys and values: a shelf for each lap';

/** The score a token left with, beside its name where it has no room of its own. */
export function leftWith(token: TokenFacts, ticketed: boolean) {
  const left = token.decisions.find((decision) => decision.passage === 'left');
  return left && left.score !== null && !ticketed ? ` left at ${shortScore(left.score, left.bar)}` : null;
}

export const shortScore = (value: number, bar: number | null) => {
  const text = value.toFixed(2);
  return (bar !== null && value !== bar && text === bar.toFixed(2) ? value.toFixed(3) : text).replace(
    /^0/,
    '',
  );
};

export const roundText = (going: number, count: number) =>
  `${capital(words(going))} of ${words(count)} ${going === 1 ? 'goes' : 'go'} round`;
