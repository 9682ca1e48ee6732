'use client';

import { lazy, Suspense, useCallback, useDeferredValue, useMemo } from 'react';
import { t } from '../../languages/current';
import { scrubBy } from '../../store/selection';
import { useApp, useAppStore } from '../app-store';
import { SaveAction } from '../export/save-action';
import { describeRule, describeTruncated } from '../trace/describe';
import { factsOf, type RunFacts } from '../trace/facts';
import { Lit } from '../trace/lit';
import { phrasesOfRun } from '../trace/phrases';
import { Panel, PanelAction, useRemote } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import styles from './depth-map.module.css';
import { DepthGrid } from './grid';
import { DepthSkeleton } from './skeleton';

const DepthTable = lazy(() => import('./depth-table').then((file) => ({ default: file.DepthTable })));

/** The page's picture: how often each token went round the shared block. */
export function DepthMap() {
  const trace = useDeferredValue(useApp((state) => state.run.traces.mor));
  const busy = useApp((state) => state.run.status === 'running' || state.run.status === 'loading');
  const asTable = useApp((state) => state.settings.table);
  const set = useApp((state) => state.set);
  if (!trace || trace.tokens.length === 0) return <DepthSkeleton />;

  const facts = factsOf(trace);
  const says = t().depth;
  return (
    <Panel
      title={says.title}
      busy={busy}
      actions={
        <>
          <PanelAction pressed={asTable} onClick={() => set({ table: !asTable })}>
            {says.showTable}
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
      {truncated > 0 && (
        <span className={styles.truncated}>{t().common.between + describeTruncated(truncated)}</span>
      )}
    </p>
  );
}

/** Goes through the run recursion by recursion. */
function Scrubber({ recursions }: { readonly recursions: number }) {
  const recursion = useApp((state) => state.selection.recursion);
  const scrub = useApp((state) => state.scrub);
  const store = useAppStore();
  useRemote(useCallback((by) => scrubBy(store.getState(), by), [store]));
  const says = t().depth;
  return (
    <Segmented
      label={says.upTo}
      hideLabel
      small
      value={recursion ?? 0}
      options={[
        { value: 0, label: says.all },
        ...Array.from({ length: recursions }, (_, i) => ({ value: i + 1, label: says.after(i + 1) })),
      ]}
      onChange={(value) => scrub(value === 0 ? null : value)}
    />
  );
}

function Legend({ facts }: { readonly facts: RunFacts }) {
  return (
    <ul className={styles.legend}>
      {Array.from({ length: facts.recursions }, (_, i) => i + 1).map((depth) => (
        <li key={depth}>
          <i className={styles.swatch} data-passage="through" data-depth={depth} aria-hidden="true" />
          {t().depth.rounds(depth)}
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
