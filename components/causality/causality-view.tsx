'use client';

import { useMemo } from 'react';
import { t } from '../../languages/current';
import type { Comparison } from '../../store/causality';
import { useApp } from '../app-store';
import { SaveAction } from '../export/save-action';
import { useVocabulary } from '../inspector/use-vocabulary';
import { MismatchNote } from '../trace/mismatch';
import { Panel, PanelAction } from '../ui/panel';
import { SaidError } from '../ui/said-error';
import styles from './causality.module.css';
import {
  type Asked,
  describeChange,
  describeLookahead,
  describeLoss,
  describePredictions,
  describeWaiting,
  type Effects,
  notesOn,
} from './describe';
import { Editor, Examples } from './editor';
import { EffectGrid, Legend } from './effect-grid';
import { effectsUnder } from './effects';
import { EffectTable, Later, VerdictTable } from './tables';
import { useCausality, useCausalityStore, useChosenWord, useComparing } from './use-causality';

/** What a later word does to earlier tokens: under top-k it may change them, under threshold it cannot. */
export function CausalityView() {
  const chosen = useChosenWord();
  const change = useComparing(chosen.after);
  const status = useCausality((state) => state.status);
  const comparison = useCausality((state) => state.comparison);
  const table = useApp((state) => state.settings.table);
  const set = useApp((state) => state.set);
  const effects = useMemo(() => comparison && effectsUnder(comparison), [comparison]);
  const says = t().causality;
  const shown = comparison && effects && change && chosen.words.length > 0 && status !== 'failed';
  return (
    <Panel
      title={says.title}
      aside={says.aside}
      busy={status === 'running'}
      actions={
        shown && (
          <>
            <PanelAction pressed={table} onClick={() => set({ table: !table })}>
              {says.showTable}
            </PanelAction>
            <SaveAction view="causality" />
          </>
        )
      }
    >
      <Examples />
      <Editor {...chosen} />
      {shown ? (
        <Findings comparison={comparison} effects={effects} asked={chosen} />
      ) : (
        <Waiting words={chosen.words.length} asked={change !== null} />
      )}
      <p role="status" aria-label={says.name} className="visually-hidden">
        {shown && status === 'ready' && comparison.change.after !== comparison.change.before
          ? describeChange(comparison, effects, chosen)
          : ''}
      </p>
    </Panel>
  );
}

interface FindingsProps {
  readonly comparison: Comparison;
  readonly effects: Effects;
  readonly asked: Asked;
}

function Findings({ comparison, effects, asked }: FindingsProps) {
  const table = useApp((state) => state.settings.table);
  const { topk, change } = comparison;
  const textOf = useVocabulary(topk.before.model);
  const changed = change.before !== change.after;
  const sentences = [
    changed ? describePredictions(effects) : null,
    changed ? describeLoss(effects) : null,
    describeLookahead(comparison),
  ];
  return (
    <>
      <p className={styles.summary}>
        <MismatchNote />
        {describeChange(comparison, effects, asked)}
      </p>
      <div className={styles.caption}>
        {sentences
          .filter((sentence) => sentence !== null)
          .map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        {topk.before.truncated > 0 && (
          <p className={styles.truncated}>{t().causality.truncated(topk.before.truncated)}</p>
        )}
      </div>
      {effects.topk.tokens.length > 0 &&
        (table ? (
          <EffectTable comparison={comparison} effects={effects} textOf={textOf} />
        ) : (
          <>
            <EffectGrid comparison={comparison} effects={effects} textOf={textOf} />
            <Legend />
          </>
        ))}
      <Later comparison={comparison} />
      {changed && <VerdictTable comparison={comparison} effects={effects} />}
      {notesOn(comparison).map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </>
  );
}

/** Why there is no picture. */
function Waiting({ words, asked }: { readonly words: number; readonly asked: boolean }) {
  const error = useCausality((state) => (state.status === 'failed' ? state.error : null));
  const failed = useApp((state) => state.run.status === 'failed');
  const down = useApp((state) => state.run.backend === null && state.run.error !== null);
  const desk = useCausalityStore();
  if (error && asked && words > 0) {
    return (
      <div role="alert" className={styles.failure}>
        <p>
          <SaidError error={error} />
        </p>
        <button type="button" className={styles.quiet} onClick={() => desk.getState().retry()}>
          {t().causality.retry}
        </button>
      </div>
    );
  }
  return <p className={styles.note}>{describeWaiting({ words, asked, down, failed })}</p>;
}
