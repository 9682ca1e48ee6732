'use client';

import { t } from '../../languages/current';
import { useApp } from '../app-store';
import { exact } from '../ui/format';
import styles from './cost-panel.module.css';
import { CostTable } from './cost-table';
import { ScaleDials } from './scale-dials';
import { scaleUp } from './scale-up';

/** The same formulas at the paper's sizes and at long contexts. */
export function ScaleUp() {
  const settings = useApp((state) => state.settings);
  const { figures, sentence } = scaleUp(settings);
  const says = t().cost.scale;
  return (
    <section className={styles.scale} aria-label={says.title}>
      <h3>{says.title}</h3>
      <ScaleDials label={says.size} />
      <p className={styles.caption}>{sentence}</p>
      <CostTable caption={says.table(settings.shape, exact(settings.contextLength))} figures={figures} />
    </section>
  );
}
