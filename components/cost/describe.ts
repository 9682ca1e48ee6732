import type { Account } from '../../model/cost';
import { percent } from '../ui/format';
import type { Figure } from './figures';

/** How FLOPs are counted. */
export const ACCOUNT_MEANING: { readonly [account in Account]: string } = {
  honest: 'FLOPs counted exactly: real widths, router and head included.',
  paper: 'FLOPs counted as the paper does: full widths, neither router nor head.',
  executed: 'FLOPs as the kernels here execute them, masked pairs included.',
};

/** “On this text MoR does 74% of vanilla’s FLOPs and keeps 75% of its cache; its loss is .04 higher.” */
export function describeCost(figures: readonly Figure[]): string {
  const cells = (key: string) => figures.find((figure) => figure.key === key)?.cells;
  const ratio = (key: string) => {
    const of = cells(key);
    return of?.mor && of.vanilla && of.vanilla.value > 0 ? percent(of.mor.value / of.vanilla.value) : null;
  };
  const [work, kept] = [ratio('flops'), ratio('kv-cache')];
  if (work === null || kept === null) return 'The other two models are still on their way.';
  const loss = cells('loss');
  const difference = loss?.mor && loss.vanilla ? loss.mor.value - loss.vanilla.value : null;
  return `On this text MoR does ${work} of vanilla’s FLOPs and keeps ${kept} of its cache${
    difference === null ? '' : `; its loss is ${lossWords(difference)}`
  }.`;
}

function lossWords(difference: number): string {
  const size = Math.abs(difference).toFixed(2);
  if (size === '0.00') return 'the same';
  return `${size} nats ${difference > 0 ? 'higher' : 'lower'}`;
}
