'use client';

import { useDeferredValue } from 'react';
import { t } from '../../languages/current';
import { CHOICES } from '../../store/settings';
import { useApp } from '../app-store';
import { SaveAction } from '../export/save-action';
import { MismatchNote } from '../trace/mismatch';
import { Panel } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import { compare, notesOf } from './comparison';
import styles from './cost-panel.module.css';
import { CostTable } from './cost-table';
import { describeCost } from './describe';
import { costFigures } from './figures';
import { Mismatches } from './mismatch-view';
import { ScaleUp } from './scale-up-view';

/** What the three models cost on this text, on this device. */
export function CostPanel() {
  const { traces, timedRuns } = useDeferredValue(useApp((state) => state.run));
  const busy = useApp((state) => state.run.status === 'running' || state.run.status === 'loading');
  const account = useApp((state) => state.settings.account);
  const set = useApp((state) => state.set);
  const { mor } = traces;
  const says = t().cost;
  const costed = compare(traces, timedRuns);
  const figures = mor ? costFigures(costed, account) : [];
  return (
    <Panel
      title={says.title}
      aside={mor ? says.aside(mor.tokens.length) : undefined}
      busy={busy}
      actions={mor && <SaveAction view="cost" />}
    >
      {mor ? (
        <>
          <p className={styles.caption}>
            <MismatchNote />
            {describeCost(figures)}
          </p>
          <CostTable caption={says.table} figures={figures} />
          <div className={styles.counting}>
            <Segmented
              label={says.counting}
              hideLabel
              small
              value={account}
              options={CHOICES.account.map((value) => ({ value, label: says.accounts[value] }))}
              onChange={(next) => set({ account: next })}
            />
            <p className={styles.note}>{says.accountMeaning[account]}</p>
          </div>
          {notesOf([costed.vanilla, costed.recursive]).map((note) => (
            <p key={note} className={styles.note}>
              {note}
            </p>
          ))}
        </>
      ) : (
        <p className={styles.note}>{says.empty}</p>
      )}
      <Mismatches />
      <ScaleUp />
    </Panel>
  );
}
