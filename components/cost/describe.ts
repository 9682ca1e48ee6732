import { percent } from '../ui/format';
import type { Figure } from './figures';

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
