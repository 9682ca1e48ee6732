'use client';

import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { t } from '../../languages/current';
import { isOpen } from '../../store/generation-state';
import { comparable } from '../../store/selection';
import type { RunState } from '../../store/state';
import { useApp } from '../app-store';
import { type Costed, compare, notesOf } from '../cost/comparison';
import { SaveAction } from '../export/save-action';
import { useGeneration } from '../generate/use-generation';
import { factsOf } from '../trace/facts';
import { MismatchNote } from '../trace/mismatch';
import { Panel, PanelAction } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import { AsWritten } from './as-written';
import { CacheFigure } from './cache-figure';
import { CacheTable } from './cache-table';
import { describeCache, describeReads, describeRecursive } from './describe';
import { type CacheFacts, factsOfCache } from './facts';
import { cacheGrid } from './grid';
import styles from './kv-cache.module.css';
import { Laws } from './laws';
import { Ledger } from './ledger';
import { LongContexts } from './long';

type Shown = 'text' | 'writing';

/** What is kept of a text for the tokens to come: every key and value, by recursion and layer, beside vanilla's. */
export function KvCacheView() {
  const run = useDeferredValue(useApp((state) => state.run));
  const busy = useApp((state) => state.run.status === 'running' || state.run.status === 'loading');
  const asTable = useApp((state) => state.settings.table);
  const set = useApp((state) => state.set);
  const [shown, setShown] = useShown();
  const costed = useMemo(() => costedOf(run), [run]);
  const { mor } = costed;
  const says = t().cache;
  if (!mor || mor.measured.tokens.length === 0) {
    return (
      <Panel title={says.title} busy={busy}>
        <p className={styles.note}>{says.empty}</p>
      </Panel>
    );
  }
  return (
    <Panel
      title={says.title}
      aside={says.aside}
      className={styles.panel}
      busy={busy}
      actions={
        <>
          <Segmented
            label={says.whose}
            hideLabel
            small
            value={shown}
            options={[
              { value: 'text', label: says.ofText },
              { value: 'writing', label: says.asWritten },
            ]}
            onChange={setShown}
          />
          <PanelAction pressed={asTable} onClick={() => set({ table: !asTable })}>
            {says.showTable}
          </PanelAction>
          <SaveAction view="kv-cache" />
        </>
      }
    >
      {shown === 'writing' ? (
        <AsWritten asTable={asTable} />
      ) : (
        <OfText costed={costed} mor={mor} asTable={asTable} />
      )}
      <LongContexts />
    </Panel>
  );
}

/** The text in view; while one is being written, that one, until the visitor chooses. */
function useShown(): [Shown, (shown: Shown) => void] {
  const writing = useGeneration((state) => isOpen(state.status));
  const [shown, setShown] = useState<Shown>(writing ? 'writing' : 'text');
  useEffect(() => {
    if (writing) setShown('writing');
  }, [writing]);
  return [shown, setShown];
}

interface OfTextProps {
  readonly costed: ReturnType<typeof costedOf>;
  readonly mor: Costed;
  readonly asTable: boolean;
}

/** The cache that the text in view would leave, written token by token. */
function OfText({ costed, mor: run, asTable }: OfTextProps) {
  const [mor, recursive, vanilla] = useMemo(
    () => [cacheOf(run), ...[costed.recursive, costed.vanilla].map((each) => each && cacheOf(each))] as const,
    [costed, run],
  );
  const beside = describeRecursive(recursive ?? null, vanilla ?? null);
  const figures = { facts: factsOf(run.measured), mor, vanilla: vanilla ?? null };
  const kept = mor.grid.counts.kept * mor.entryBytes;
  const read = mor.grid.reads.reduce((total, entries) => total + entries, 0) * mor.entryBytes;
  return (
    <>
      <p className={styles.caption}>
        <MismatchNote />
        {describeCache(mor, vanilla ?? null)}
        {beside && t().common.between + beside}
      </p>
      <Ledger
        live={kept}
        allocated={null}
        read={{ name: t().cache.ledger.readOverAll, bytes: read }}
        note={t().cache.noBuffers}
      />
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
      <Laws mor={run} grid={mor.grid} />
    </>
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

function cacheOf(costed: Costed): CacheFacts {
  return factsOfCache(costed, cacheGrid(costed.run));
}
