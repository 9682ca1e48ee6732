'use client';

import { useId, useState } from 'react';
import { PAPER_SHAPES } from '../../model/paper-shapes';
import { useApp } from '../app-store';
import { exact } from '../ui/format';
import { Segmented } from '../ui/segmented';
import styles from './cost-panel.module.css';
import { CostTable } from './cost-table';
import { CONTEXTS, describeScale, type PerTokenAccount, scaledConfigs, scaledFigures } from './scale-up';

/** The same formulas at the paper's sizes and at long contexts. */
export function ScaleUp({ account }: { readonly account: PerTokenAccount }) {
  const settings = useApp((state) => state.settings);
  const [name, setName] = useState('360M');
  const [dial, setDial] = useState(0);
  const slider = useId();
  const shape = PAPER_SHAPES.find((each) => each.id === name) ?? PAPER_SHAPES[0]!;
  const length = CONTEXTS[dial] ?? CONTEXTS[0]!;
  const figures = scaledFigures(shape, settings, length, account);
  const layers = scaledConfigs(shape, settings).mor.numHiddenLayers;
  return (
    <section className={styles.scale} aria-label="At the paper’s sizes">
      <h3>At the paper’s sizes</h3>
      <div className={styles.dials}>
        <Segmented
          label="Size"
          value={name}
          options={PAPER_SHAPES.map((each) => ({ value: each.id, label: each.id }))}
          onChange={setName}
        />
        <div className={styles.dial}>
          <label htmlFor={slider}>
            Context <output>{exact(length)} tokens</output>
          </label>
          <input
            id={slider}
            type="range"
            min={0}
            max={CONTEXTS.length - 1}
            value={dial}
            aria-valuetext={`${exact(length)} tokens`}
            onChange={(event) => setDial(Number(event.currentTarget.value))}
          />
        </div>
      </div>
      <p className={styles.caption}>{describeScale(figures, shape, length, layers)}</p>
      <CostTable caption={`Costs at ${name} and ${exact(length)} tokens of context`} figures={figures} />
    </section>
  );
}
