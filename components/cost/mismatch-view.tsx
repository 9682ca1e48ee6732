'use client';

import { useEffect, useState } from 'react';
import { t } from '../../languages/current';
import { resolveMember } from '../../store/members';
import type { ManifestMember } from '../../workers/manifest';
import { useApp } from '../app-store';
import { PanelAction } from '../ui/panel';
import { Table } from '../ui/table';
import {
  type Combination,
  combinationsOf,
  describeMismatches,
  describeTraining,
  differenceText,
  isOf,
  nameOf,
  rowOf,
} from './mismatch';
import styles from './mismatch-view.module.css';
import { useMismatches } from './use-mismatches';

/** What it costs to run the model as it was not trained; run when it is opened, which the switch does as well. */
export function Mismatches() {
  const settings = useApp((state) => state.settings);
  const manifest = useApp((state) => state.manifest);
  const file = useApp((state) => state.run.file);
  const mismatched = settings.servedCache === 'other';
  const [open, setOpen] = useState(mismatched);
  useEffect(() => {
    if (mismatched) setOpen(true);
  }, [mismatched]);
  const member = manifest && resolveMember(manifest, settings).mor;
  if (member === null || settings.text === '' || file !== null) return null;
  return (
    <details
      className={styles.mismatches}
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <h3>{t().cost.mismatch.title}</h3>
      </summary>
      {open && <Outcomes member={member} />}
    </details>
  );
}

function Outcomes({ member }: { readonly member: ManifestMember }) {
  const set = useApp((state) => state.set);
  const trace = useApp((state) => state.run.traces.mor);
  const { outcomes, failure, again } = useMismatches(member);
  const combinations = combinationsOf(member);
  const says = t().cost.mismatch;
  const whole = outcomes.length === combinations.length;
  const show = ({ kvCache, rule }: Combination) =>
    set({
      servedCache: kvCache === member.cache ? 'trained' : 'other',
      ...(rule && { rule: rule === 'topk' ? 'top-k' : 'threshold' }),
    });
  return (
    <>
      <p className={styles.words}>{describeTraining(combinations)}</p>
      <Table caption={says.table} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{says.runWith}</th>
            <th scope="col">{says.loss}</th>
            <th scope="col">{says.beside}</th>
            <th scope="col">{says.meanDepth}</th>
          </tr>
        </thead>
        <tbody>
          {combinations.map((combination, i) => {
            const outcome = outcomes[i];
            const inView = trace?.model === member.path && isOf(combination, trace);
            return (
              <tr key={nameOf(combination)} aria-current={inView || undefined}>
                <th scope="row">
                  <button type="button" className={styles.show} onClick={() => show(combination)}>
                    {rowOf(combination)}
                  </button>
                  {i === 0 && <small>{says.asTrained}</small>}
                  {inView && <small>{says.inView}</small>}
                </th>
                {outcome ? (
                  <>
                    <td>{outcome.loss === null ? says.none : outcome.loss.toFixed(3)}</td>
                    <td>{i === 0 ? '' : differenceText(outcome.loss, outcomes[0]?.loss ?? null)}</td>
                    <td>{outcome.meanDepth.toFixed(2)}</td>
                  </>
                ) : (
                  <td colSpan={3} className={styles.waiting}>
                    {failure === null ? says.computing : says.notRun}
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </Table>
      {failure !== null && (
        <p className={styles.words} role="alert">
          {t().errors.say(failure).message} <PanelAction onClick={again}>{says.again}</PanelAction>
        </p>
      )}
      <p className={styles.words}>{whole && describeMismatches(outcomes)}</p>
    </>
  );
}
