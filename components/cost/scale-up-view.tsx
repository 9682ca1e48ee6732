'use client';

import { t } from '../../languages/current';
import { PAPER_SHAPES } from '../../model/paper-shapes';
import { useApp } from '../app-store';
import { exact } from '../ui/format';
import styles from './cost-panel.module.css';
import { CostTable } from './cost-table';
import { ScaleDials } from './scale-dials';
import { describeScale, type PerTokenAccount, scaledConfigs, scaledFigures } from './scale-up';

/** The same formulas at the paper's sizes and at long contexts. */
export function ScaleUp({ account }: { readonly account: PerTokenAccount }) {
  const settings = useApp((state) => state.settings);
  const { shape: name, contextLength: length } = settings;
  const shape = PAPER_SHAPES.find((each) => each.id === name) ?? PAPER_SHAPES[0]!;
  const figures = scaledFigures(shape, settings, length, account);
  const layers = scaledConfigs(shape, settings).mor.numHiddenLayers;
  const says = t().cost.scale;
  return (
    <section className={styles.scale} aria-label={says.title}>
      <h3>{says.title}</h3>
      <ScaleDials label={says.size} />
      <p className={styles.caption}>{describeScale(figures, shape, length, layers)}</p>
      <CostTable caption={says.table(name, exact(length))} figures={figures} />
    </section>
  );
}
