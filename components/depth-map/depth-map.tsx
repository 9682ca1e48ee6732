'use client';

import { lazy, Suspense, useDeferredValue, useMemo } from 'react';
import { useApp } from '../app-store';
import { SaveAction } from '../export/save-action';
import { describeRule, describeTruncated } from '../trace/describe';
import { factsOf, type RunFacts } from '../trace/facts';
import { Lit } from '../trace/lit';
import { phrasesOfRun } from '../trace/phrases';
import { Panel, PanelAction } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import styles from './depth-map.module.css';
import { DepthGrid } from './grid';
import { DepthSkeleton } from './skeleton';

const DepthTable = lazy(() => import('./depth-table').then((file) => ({ default: file.DepthTable })));

const NAMES = ['once', 'twice', 'three times', 'four times'];

/** The page's picture: how often each token went round the shared block. */
export function DepthMap() {
  const trace = useDeferredValue(useApp((state) => state.run.traces.mor));
  const busy = useApp((state) => state.run.status === 'running' || state.run.status === 'loading');
  const asTable = useApp((state) => state.settings.table);
  const set = useApp((state) => state.set);
  if (!trace || trace.tokens.length === 0) return <DepthSkeleton />;

  const facts = factsOf(trace);
  return (
    <Panel
      title="Depth of each token"
      busy={busy}
      actions={
        <>
          <PanelAction pressed={asTable} onClick={() => set({ table: !asTable })}>
            Show as table
          </PanelAction>
          <SaveAction view="depth" />
        </>
      }
    >
      <div className={styles.head}>
        <Caption facts={facts} truncated={trace.truncated} />
        <Scrubber recursions={facts.recursions} />
      </div>
      <Suspense>{asTable ? <DepthTable facts={facts} /> : <DepthGrid facts={facts} />}</Suspense>
      {!asTable && <Legend facts={facts} />}
    </Panel>
  );
}

function Caption({ facts, truncated }: { readonly facts: RunFacts; readonly truncated: number }) {
  const recursion = useApp((state) => state.selection.recursion);
  const phrases = useMemo(() => phrasesOfRun(facts, recursion), [facts, recursion]);
  return (
    <p className={styles.caption}>
      <Lit phrases={phrases} />
      {truncated > 0 && <span className={styles.truncated}>{` ${describeTruncated(truncated)}`}</span>}
    </p>
  );
}

/** Goes through the run recursion by recursion. */
function Scrubber({ recursions }: { readonly recursions: number }) {
  const recursion = useApp((state) => state.selection.recursion);
  const scrub = useApp((state) => state.scrub);
  return (
    <Segmented
      label="Show the run up to recursion"
      hideLabel
      small
      value={recursion ?? 0}
      options={[
        { value: 0, label: 'All' },
        ...Array.from({ length: recursions }, (_, i) => ({ value: i + 1, label: `After ${i + 1}` })),
      ]}
      onChange={(value) => scrub(value === 0 ? null : value)}
    />
  );
}

function Legend({ facts }: { readonly facts: RunFacts }) {
  return (
    <ul className={styles.legend}>
      {Array.from({ length: facts.recursions }, (_, i) => (
        <li key={NAMES[i]}>
          <i className={styles.swatch} data-passage="through" data-depth={i + 1} aria-hidden="true" />
          {NAMES[i]}
        </li>
      ))}
      {facts.routing !== 'none' && (
        <li>
          <i className={styles.swatch} data-passage="left" aria-hidden="true" />
          {describeRule(facts)}
        </li>
      )}
    </ul>
  );
}
