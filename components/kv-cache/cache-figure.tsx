'use client';

import { useMemo, useRef, useState } from 'react';
import { t } from '../../languages/current';
import type { Subject } from '../../languages/en/cache';
import type { Place } from '../token-grid/layout';
import { useGridSpace } from '../token-grid/use-grid-space';
import { describeEntry, describeReads, describeStep, describeToken } from './describe';
import { EntryGrid } from './entry-grid';
import type { CacheFacts } from './facts';
import type { FigureProps } from './figure-props';
import styles from './kv-cache.module.css';
import { layoutCache } from './layout';
import { ReadsChart } from './reads-chart';

/** A place in the grid, or a step in the chart. */
type Looked = Place | { readonly position: number; readonly row: 'step' };

interface Props extends FigureProps {
  /** Whose reads they are, where it is not the page's text. */
  readonly subject?: Subject;
}

/** The grid of entries, and under it what each step reads of them, column over column. */
export function CacheFigure({ facts, mor, vanilla, subject }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const space = useGridSpace(root);
  const texts = useMemo(() => facts.tokens.map((token) => token.text), [facts]);
  const layout = useMemo(() => layoutCache(texts, facts.recursions, space), [texts, facts.recursions, space]);
  const [looked, setLooked] = useState<Looked | null>(null);

  const sentence = looked && sentenceAt({ facts, mor, vanilla }, looked);
  return (
    <div ref={root}>
      <EntryGrid facts={facts} mor={mor} vanilla={vanilla} layout={layout} onLook={setLooked} />
      <Legend mor={mor} />
      <h3 className={styles.heading}>{t().cache.reads}</h3>
      <p className={styles.quiet}>{describeReads(mor, vanilla, subject)}</p>
      <ReadsChart
        mor={mor}
        vanilla={vanilla}
        layout={layout}
        width={space.width}
        onLook={(position) => setLooked(position === null ? null : { position, row: 'step' })}
      />
      <p className={styles.readout} data-said={sentence ? '' : undefined} aria-hidden="true">
        {sentence ?? t().cache.hint}
      </p>
    </div>
  );
}

function sentenceAt({ facts, mor, vanilla }: FigureProps, { position, row }: Looked): string | null {
  const token = facts.tokens[position];
  if (!token) return null;
  if (row === 'step') return describeStep(mor, vanilla, token);
  const entries = mor.grid.rows[row - 1];
  return entries ? describeEntry(mor, entries, token) : describeToken(mor, vanilla, token);
}

const STATES = ['kept', 'reused', 'never'] as const;

function Legend({ mor }: { readonly mor: CacheFacts }) {
  return (
    <ul className={styles.legend}>
      {STATES.filter((state) => state === 'kept' || mor.grid.counts[state] > 0).map((state) => (
        <li key={state}>
          <i className={styles.swatch} data-state={state} aria-hidden="true" />
          {t().cache.states[state]}
        </li>
      ))}
    </ul>
  );
}
