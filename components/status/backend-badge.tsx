'use client';

import { t } from '../../languages/current';
import { resolveMember } from '../../store/members';
import type { BackendAttempt, BackendReport } from '../../workers/engine';
import { useApp } from '../app-store';
import { plainOptions } from '../switches/options';
import { bytes } from '../ui/format';
import { Popover } from '../ui/popover';
import { Segmented } from '../ui/segmented';
import styles from './backend-badge.module.css';
import { backendName } from './backend-name';

/** Where the model runs: the backend and its adapter's name; behind it what was tried, and the choice. */
export function BackendBadge() {
  const report = useApp((state) => state.run.backend);
  const failed = useApp((state) => state.run.status === 'failed');
  const state = report ? (report.software ? 'slow' : 'good') : failed ? 'bad' : 'pending';
  const says = t().status.badge;
  return (
    <Popover
      className={styles.badge}
      title={says.title}
      trigger={
        <>
          <i className={styles.dot} data-state={state} aria-hidden="true" />
          <span className={styles.name} data-backend={report?.backend}>
            {report ? nameOf(report) : failed ? says.notRunning : says.looking}
          </span>
        </>
      }
    >
      {() => <Detail report={report} />}
    </Popover>
  );
}

function nameOf({ backend, adapter, software }: BackendReport): string {
  return t().status.badge.device(backendName(backend), adapter, software);
}

function cameOut({ refused }: BackendAttempt): string {
  const { badge, refused: saying } = t().status;
  return refused === null ? badge.rightNumbers : saying(refused);
}

function Detail({ report }: { readonly report: BackendReport | null }) {
  const choice = useApp((state) => state.settings.backend);
  const set = useApp((state) => state.set);
  const says = t().status.badge;
  return (
    <div className={styles.detail}>
      <p>
        {report ? says.runsOn(nameOf(report), report.threads) : says.noAnswer}
        {report?.software && t().common.between + says.slow}
      </p>
      {report && report.attempts.length > 0 && (
        <ul className={styles.attempts}>
          {report.attempts.map((attempt) => (
            <li key={attempt.backend}>
              <b>{backendName(attempt.backend)}</b>
              <span>{cameOut(attempt)}</span>
            </li>
          ))}
        </ul>
      )}
      <Segmented
        label={says.backend}
        value={choice}
        options={plainOptions('backend', t().status.backends)}
        onChange={(backend) => set({ backend })}
      />
      <Weights />
    </div>
  );
}

/** Which file is downloaded, where the model has both: sizes, and what int8 moves. */
function Weights() {
  const settings = useApp((state) => state.settings);
  const manifest = useApp((state) => state.manifest);
  const set = useApp((state) => state.set);
  const member = manifest && resolveMember(manifest, settings).mor;
  const small = member?.files['model.int8.safetensors'];
  if (!member?.int8 || !small) return null;
  return (
    <>
      <Segmented
        label={t().status.badge.weights}
        value={settings.weights}
        options={[
          { value: 'fp16', label: 'fp16', detail: bytes(member.files['model.safetensors'].bytes) },
          { value: 'int8', label: 'int8', detail: bytes(small.bytes) },
        ]}
        onChange={(weights) => set({ weights })}
      />
      <p>{t().status.badge.int8(member.int8.largestLossMove.toFixed(4))}</p>
    </>
  );
}
