'use client';

import { useDeferredValue } from 'react';
import type { Account } from '../../model/cost';
import { CHOICES } from '../../store/settings';
import { useApp } from '../app-store';
import { SaveAction } from '../export/save-action';
import { MismatchNote } from '../trace/mismatch';
import { Panel } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import { compare, describeText, notesOf } from './comparison';
import styles from './cost-panel.module.css';
import { CostTable } from './cost-table';
import { ACCOUNT_MEANING, describeCost } from './describe';
import { costFigures } from './figures';
import { Mismatches } from './mismatch-view';
import { ScaleUp } from './scale-up-view';

const NAMES: { readonly [account in Account]: string } = {
  honest: 'Exact',
  paper: 'The paper’s',
  executed: 'As executed',
};

/** What the three models cost on this text, on this device. */
export function CostPanel() {
  const { traces, timedRuns } = useDeferredValue(useApp((state) => state.run));
  const busy = useApp((state) => state.run.status === 'running' || state.run.status === 'loading');
  const account = useApp((state) => state.settings.account);
  const set = useApp((state) => state.set);
  const { mor } = traces;
  const costed = compare(traces, timedRuns);
  const figures = mor ? costFigures(costed, account) : [];
  const perToken = account === 'paper' ? 'paper' : 'honest';
  return (
    <Panel
      title="What it costs"
      aside={mor ? `${describeText(mor)}; choose a figure for its formula` : undefined}
      busy={busy}
      actions={mor && <SaveAction view="cost" />}
    >
      {mor ? (
        <>
          <p className={styles.caption}>
            <MismatchNote />
            {describeCost(figures)}
          </p>
          <CostTable caption="Costs of the three models on this text" figures={figures} />
          <div className={styles.counting}>
            <Segmented
              label="How FLOPs are counted"
              hideLabel
              small
              value={account}
              options={CHOICES.account.map((value) => ({ value, label: NAMES[value] }))}
              onChange={(next) => set({ account: next })}
            />
            <p className={styles.note}>{ACCOUNT_MEANING[account]}</p>
          </div>
          {notesOf([costed.vanilla, costed.recursive]).map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
        </>
      ) : (
        <p className={styles.note}>Counted from the run, once there is one.</p>
      )}
      <Mismatches />
      <ScaleUp account={perToken} />
    </Panel>
  );
}
