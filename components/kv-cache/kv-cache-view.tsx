'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import { comparable } from '../../store/selection';
import type { RunState } from '../../store/state';
import { useApp } from '../app-store';
import { type Costed, compare, notesOf } from '../cost/comparison';
import { SaveAction } from '../export/save-action';
import { factsOf } from '../trace/facts';
import { MismatchNote } from '../trace/mismatch';
import { Panel, PanelAction } from '../ui/panel';
import { CacheFigure } from './cache-figure';
import { CacheTable } from './cache-table';
import { type CacheFacts, describeCache, describeReads, describeRecursive, factsOfCache } from './describe';
import { cacheGrid } from './grid';
import styles from './kv-cache.module.css';
import { Laws } from './laws';

/** What is kept of a text for the tokens to come: every key and value, by recursion and layer, beside vanilla's. */
export function KvCacheView() {
  const run = useDeferredValue(useApp((state) => state.run));
  const busy = useApp((state) => state.run.status === 'running' || state.run.status === 'loading');
  const [asTable, setAsTable] = useState(false);
  const costed = useMemo(() => costedOf(run), [run]);
  const [mor, recursive, vanilla] = useMemo(
    () => [costed.mor, costed.recursive, costed.vanilla].map(cacheOf),
    [costed],
  );
  if (!costed.mor || !mor || mor.grid.tokens === 0) {
    return (
      <Panel title="What the cache holds" busy={busy}>
        <p className={styles.note}>Counted from the run, once there is one.</p>
      </Panel>
    );
  }

  const facts = factsOf(costed.mor.measured);
  const beside = describeRecursive(recursive ?? null, vanilla ?? null);
  const figures = { facts, mor, vanilla: vanilla ?? null };
  return (
    <Panel
      title="What the cache holds"
      aside="token by recursion and layer"
      className={styles.panel}
      busy={busy}
      actions={
        <>
          <PanelAction pressed={asTable} onClick={() => setAsTable(!asTable)}>
            Show as table
          </PanelAction>
          <SaveAction view="kv-cache" />
        </>
      }
    >
      <p className={styles.caption}>
        <MismatchNote />
        {describeCache(mor, vanilla ?? null)}
        {beside && ` ${beside}`}
      </p>
      {asTable ? (
        <>
          <p className={styles.caption}>{describeReads(mor, vanilla ?? null)}</p>
          <CacheTable {...figures} />
        </>
      ) : (
        <CacheFigure {...figures} />
      )}
      {notesOf([costed.vanilla, costed.recursive]).map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
      <Laws mor={costed.mor} grid={mor.grid} />
    </Panel>
  );
}

/** Baselines of another text are left out; those of another depth are counted at MoR's. */
function costedOf(run: RunState) {
  return compare({
    mor: run.traces.mor,
    recursive: comparable(run, 'recursive'),
    vanilla: comparable(run, 'vanilla'),
  });
}

function cacheOf(costed: Costed | null): CacheFacts | null {
  return costed && factsOfCache(costed, cacheGrid(costed.run));
}
