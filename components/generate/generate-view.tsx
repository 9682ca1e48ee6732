'use client';

import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { t } from '../../languages/current';
import { isOpen } from '../../store/generation-state';
import { changesSince, type Source, sourceOf, WRITERS, type WriterRole, wholeText } from '../../store/source';
import { useApp } from '../app-store';
import { SaveAction } from '../export/save-action';
import { Panel, PanelAction } from '../ui/panel';
import { Alternatives } from './alternatives';
import { Column } from './column';
import { Controls } from './controls';
import {
  describeFailure,
  describeFinish,
  describeParting,
  describeSlide,
  describeStale,
  describeWriting,
  notesOn,
} from './describe';
import styles from './generate.module.css';
import { useGeneration } from './use-generation';
import { WrittenTable } from './written-table';

/** MoR and vanilla write side by side from the page's text. */
export function GenerateView() {
  const desk = useGeneration(
    useShallow(({ status, basis, written, goOn }) => ({ status, basis, written, goOn })),
  );
  const source = useSource();
  const asTable = useApp((state) => state.settings.table);
  const set = useApp((state) => state.set);
  const { status, basis, written } = desk;
  const parting = describeParting(written);
  const slide = status === 'finished' ? describeSlide(desk) : null;
  const notes = basis ?? source;
  const says = t().generate;
  return (
    <Panel
      title={says.title}
      aside={says.aside}
      busy={status === 'opening' || status === 'writing'}
      actions={
        basis && (
          <>
            <PanelAction pressed={asTable} onClick={() => set({ table: !asTable })}>
              {says.showTable}
            </PanelAction>
            <SaveAction view="generate" />
          </>
        )
      }
    >
      <Controls source={source} />
      <Failure />
      <Stale source={source} />
      <p className={styles.caption}>
        {describeWriting(desk)}
        {parting && t().common.between + parting}
      </p>
      {slide && <p className={styles.stale}>{slide}</p>}
      {notes &&
        notesOn(notes).map((note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ))}
      {basis &&
        (asTable ? (
          <WrittenTable written={written} recursions={basis.recursions} />
        ) : (
          <>
            <div className={styles.columns}>
              {WRITERS.map((role) => (
                <Column key={role} role={role} />
              ))}
            </div>
            <Alternatives />
          </>
        ))}
      <p role="status" aria-label={says.controls.name} className="visually-hidden">
        {describeFinish(desk)}
        {slide && t().common.between + slide}
      </p>
    </Panel>
  );
}

/** What would be written from now; null while the models are not there. */
function useSource(): Source | null {
  const manifest = useApp((state) => state.manifest);
  const settings = useApp((state) => state.settings);
  const backend = useApp((state) => state.run.backend);
  return useMemo(() => sourceOf({ manifest, settings, run: { backend } }), [manifest, settings, backend]);
}

function Failure() {
  const error = useGeneration((state) => (state.status === 'failed' ? state.error : null));
  const kept = useGeneration((state) => state.written.mor !== null);
  const goOn = useGeneration((state) => state.goOn);
  if (!error) return null;
  const said = t().errors.say(error);
  return (
    <p role="alert" className={styles.failure}>
      <strong>{said.message}</strong> {describeFailure(said, kept, goOn)}{' '}
      {said.original !== null && <span lang="en">{said.original} </span>}
      <code>{error.code}</code>
    </p>
  );
}

function Stale({ source }: { readonly source: Source | null }) {
  const { basis, status, written } = useGeneration(
    useShallow(({ basis, status, written }) => ({ basis, status, written })),
  );
  if (basis === null || status === 'opening') return null;
  const changes = changesSince(basis, source);
  const used = WRITERS.find((role: WriterRole) => {
    const each = written[role];
    return (
      each !== null && !isOpen(status) && each.steps.length > 0 && source?.text === wholeText(basis, each)
    );
  });
  const sentence = describeStale(changes, used ?? null, status);
  return sentence && <p className={styles.stale}>{sentence}</p>;
}
