'use client';

import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { t } from '../../languages/current';
import { type BatchSource, batchSourceOf } from '../../store/batching';
import { WRITERS } from '../../store/source';
import { useApp } from '../app-store';
import { SaveAction } from '../export/save-action';
import { useServices } from '../services';
import { MismatchNote } from '../trace/mismatch';
import { Act } from '../ui/course';
import { Panel, PanelAction } from '../ui/panel';
import styles from './batching.module.css';
import { Controls } from './controls';
import { describeBatch, describeRates, notesOn } from './describe';
import { figuresOf } from './facts';
import { Figures } from './figures';
import { Lanes } from './lanes';
import { Prompts } from './prompts';
import { TickTable } from './tables';
import { Texts } from './texts';
import { useBatching, useBatchingStore } from './use-batching';

/** MoR and vanilla each write many texts in one batch, in the same memory, on this device. */
export function BatchingView() {
  const source = useSource();
  const desk = useBatching(useShallow(({ status, basis, runs }) => ({ status, basis, runs })));
  const asTable = useApp((state) => state.settings.table);
  const slots = useApp((state) => state.settings.slots);
  const set = useApp((state) => state.set);
  const says = t().batching;
  const { status, basis, runs } = desk;
  const shown = basis !== null && runs.mor !== null;
  return (
    <Panel
      title={says.title}
      aside={says.aside}
      busy={status === 'opening' || status === 'running'}
      actions={
        shown && (
          <>
            <PanelAction pressed={asTable} onClick={() => set({ table: !asTable })}>
              {says.showTable}
            </PanelAction>
            <SaveAction view="batching" />
          </>
        )
      }
    >
      <p className={styles.intro}>{says.intro(slots)}</p>
      <Prompts />
      <Controls source={source} />
      <Failure />
      <Stale source={source} />
      <p className={styles.caption}>
        <MismatchNote />
        {describeBatch(desk)}
      </p>
      {shown && (
        <>
          <Figures runs={runs} />
          {WRITERS.map((role) => {
            const run = runs[role];
            if (run === null) return null;
            return asTable ? (
              <TickTable key={role} role={role} run={run} />
            ) : (
              <Lanes
                key={`${role} ${run.opened.id}`}
                role={role}
                run={run}
                recursions={role === 'mor' ? basis.recursions : 1}
              />
            );
          })}
          <Texts runs={runs} asTable={asTable} />
          <Notes />
        </>
      )}
      <p role="status" aria-label={says.title} className="visually-hidden">
        {status === 'finished' && says.done(describeRates(figuresOf(runs.mor), figuresOf(runs.vanilla)))}
      </p>
    </Panel>
  );
}

/** What would be run from now; null while the models are not there, or without a prompt. */
function useSource(): BatchSource | null {
  const manifest = useApp((state) => state.manifest);
  const settings = useApp((state) => state.settings);
  const backend = useApp((state) => state.run.backend);
  return useMemo(
    () => batchSourceOf({ manifest, settings, run: { backend } }),
    [manifest, settings, backend],
  );
}

/** A backend without rows is left for one that has them at a press; any other failure says its remedy. */
function Failure() {
  const error = useBatching((state) => (state.status === 'failed' ? state.error : null));
  const kept = useBatching((state) => state.runs.mor !== null);
  const set = useApp((state) => state.set);
  const store = useBatchingStore();
  const { lives } = useServices();
  if (!error) return null;
  const says = t().batching.failure;
  const said = t().errors.say(error);
  const goOverToWasm = () => {
    set({ backend: 'wasm' });
    // Where nothing computes any more the page says so itself.
    lives.life().then(
      () => store.getState().run(),
      () => {},
    );
  };
  return (
    <div role="alert" className={styles.failure}>
      <p>
        <strong>{said.message}</strong> {t().common.sentences([kept ? says.kept : says.nothing, said.remedy])}{' '}
        <code>{error.code}</code>
      </p>
      {error.code === 'E-BATCHING' && <Act onAct={goOverToWasm}>{says.useWasm}</Act>}
    </div>
  );
}

/** What is shown was run with something else than what is chosen now. */
function Stale({ source }: { readonly source: BatchSource | null }) {
  const basis = useBatching((state) => state.basis);
  if (basis === null || source === null || JSON.stringify(basis) === JSON.stringify(source)) return null;
  return <p className={styles.stale}>{t().batching.stale}</p>;
}

function Notes() {
  const notes = notesOn(useBatching(useShallow(({ basis, runs }) => ({ basis, runs }))));
  const rule = useApp((state) => state.settings.rule);
  const says = t().batching.notes;
  return (
    <div className={styles.notes}>
      {[...(rule === 'top-k' ? [says.threshold] : []), ...notes].map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}
