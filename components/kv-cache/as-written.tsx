'use client';

import { useDeferredValue, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { t } from '../../languages/current';
import { isOpen } from '../../store/generation-state';
import { useApp } from '../app-store';
import { describeWriting } from '../generate/describe';
import { useGeneration } from '../generate/use-generation';
import { LinkedTokens } from '../token-grid/linked';
import { CacheFigure } from './cache-figure';
import { CacheTable } from './cache-table';
import { describeBuffers, describeCache, describeReads } from './describe';
import styles from './kv-cache.module.css';
import { Ledger } from './ledger';
import { everyEntry, linkedTo, writtenCache } from './written';

/** The cache of the text that MoR is writing, as it grows. */
export function AsWritten({ asTable }: { readonly asTable: boolean }) {
  const desk = useDeferredValue(
    useGeneration(useShallow(({ status, basis, written }) => ({ status, basis, written }))),
  );
  const trace = useApp((state) => state.run.traces.mor);
  const { basis, written } = desk;
  const mor = useMemo(
    () => (basis && written.mor ? writtenCache(written.mor, basis.rule) : null),
    [basis, written.mor],
  );
  const config = written.vanilla?.opened.config ?? null;
  const tokens = mor?.cache.grid.tokens ?? 0;
  const vanilla = useMemo(() => config && everyEntry(config, tokens), [config, tokens]);
  const linked = useMemo(() => linkedTo(written.mor, trace), [written.mor, trace]);
  return (
    <>
      <Controls />
      {mor === null ? (
        <p className={styles.note}>{describeWriting(desk)}</p>
      ) : (
        <LinkedTokens value={linked}>
          <p className={styles.caption}>{describeCache(mor.cache, vanilla, 'writing')}</p>
          <Ledger
            live={mor.live}
            allocated={mor.allocated}
            read={mor.read === null ? null : { name: t().cache.ledger.readLast, bytes: mor.read }}
            note={describeBuffers(mor)}
          />
          {asTable ? (
            <>
              <p className={styles.caption}>{describeReads(mor.cache, vanilla, 'writing')}</p>
              <CacheTable facts={mor.facts} mor={mor.cache} vanilla={vanilla} />
            </>
          ) : (
            <CacheFigure facts={mor.facts} mor={mor.cache} vanilla={vanilla} subject="writing" />
          )}
        </LinkedTokens>
      )}
    </>
  );
}

/** The writing is held, goes on or begins from here as from its own view. */
function Controls() {
  const status = useGeneration((state) => state.status);
  const actions = useGeneration(
    useShallow(({ write, pause, resume, step }) => ({ write, pause, resume, step })),
  );
  const ready = useApp((state) => state.manifest !== null && state.run.backend !== null);
  const says = t().cache.writing;
  const running = status === 'opening' || status === 'writing';
  return (
    <div className={styles.controls}>
      {running ? (
        <button type="button" onClick={actions.pause}>
          {says.pause}
        </button>
      ) : (
        <button type="button" onClick={isOpen(status) ? actions.resume : actions.write} disabled={!ready}>
          {isOpen(status) ? says.goOn : status === 'idle' ? says.write : says.again}
        </button>
      )}
      <button type="button" onClick={actions.step} disabled={!ready || running}>
        {says.step}
      </button>
    </div>
  );
}
