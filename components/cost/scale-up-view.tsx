'use client';

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
  return (
    <section className={styles.scale} aria-label="At the paper’s sizes">
      <h3>At the paper’s sizes</h3>
      <ScaleDials label="Size" />
      <p className={styles.caption}>{describeScale(figures, shape, length, layers)}</p>
      <CostTable caption={`Costs at ${name} and ${exact(length)} tokens of context`} figures={figures} />
    </section>
  );
}
