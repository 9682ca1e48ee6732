import { t } from '../../languages/current';
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
  if (work === null || kept === null) return t().cost.othersComing;
  const { mor, vanilla } = cells('loss') ?? {};
  return t().cost.summary(work, kept, mor && vanilla ? lossBeside(mor.value - vanilla.value) : null);
}

function lossBeside(difference: number) {
  const size = Math.abs(difference).toFixed(2);
  return { size, how: size === '0.00' ? 'same' : difference > 0 ? 'higher' : 'lower' } as const;
}
