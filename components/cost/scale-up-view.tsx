'use client';

import { useId } from 'react';
import { PAPER_SHAPES } from '../../model/paper-shapes';
import { CHOICES } from '../../store/settings';
import { useApp } from '../app-store';
import { exact } from '../ui/format';
import { Segmented } from '../ui/segmented';
import styles from './cost-panel.module.css';
import { CostTable } from './cost-table';
import { describeScale, type PerTokenAccount, scaledConfigs, scaledFigures } from './scale-up';

/** The same formulas at the paper's sizes and at long contexts. */
export function ScaleUp({ account }: { readonly account: PerTokenAccount }) {
  const settings = useApp((state) => state.settings);
  const set = useApp((state) => state.set);
  const slider = useId();
  const { shape: name, contextLength: length } = settings;
  const shape = PAPER_SHAPES.find((each) => each.id === name) ?? PAPER_SHAPES[0]!;
  const figures = scaledFigures(shape, settings, length, account);
  const layers = scaledConfigs(shape, settings).mor.numHiddenLayers;
  return (
    <section className={styles.scale} aria-label="At the paper’s sizes">
      <h3>At the paper’s sizes</h3>
      <div className={styles.dials}>
        <Segmented
          label="Size"
          value={name}
          options={CHOICES.shape.map((value) => ({ value, label: value }))}
          onChange={(next) => set({ shape: next })}
        />
        <div className={styles.dial}>
          <label htmlFor={slider}>
            Context <output>{exact(length)} tokens</output>
          </label>
          <input
            id={slider}
            type="range"
            min={0}
            max={CHOICES.contextLength.length - 1}
            value={CHOICES.contextLength.indexOf(length)}
            aria-valuetext={`${exact(length)} tokens`}
            onChange={(event) =>
              set({ contextLength: CHOICES.contextLength[Number(event.currentTarget.value)] ?? length })
            }
          />
        </div>
      </div>
      <p className={styles.caption}>{describeScale(figures, shape, length, layers)}</p>
      <CostTable caption={`Costs at ${name} and ${exact(length)} tokens of context`} figures={figures} />
    </section>
  );
}
