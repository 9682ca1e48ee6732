'use client';

import { useCallback } from 'react';
import { t } from '../../languages/current';
import { type BatchingStatus, type BatchSource, isBatchOpen } from '../../store/batching';
import { promptsOf } from '../../store/prompts';
import { CHOICES } from '../../store/settings';
import { useApp } from '../app-store';
import { Act, Course } from '../ui/course';
import { NumberField } from '../ui/number-field';
import { useRemote } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import styles from './batching.module.css';
import { useBatching, useBatchingStore } from './use-batching';

/** The course of the batch first, then how large it is. */
export function Controls({ source }: { readonly source: BatchSource | null }) {
  const prompts = useApp((state) => promptsOf(state.settings.prompts).length);
  const copies = useApp((state) => state.settings.copies);
  const pace = useApp((state) => state.settings.pace);
  const set = useApp((state) => state.set);
  const says = t().batching.controls;
  return (
    <div className={styles.controls}>
      <Buttons ready={source !== null} prompts={prompts} />
      <div className={styles.fields}>
        <NumberField field="slots" label={says.slots} hint={says.slotsHint} />
        <NumberField field="copies" label={says.copies} hint={says.copiesHint(copies * prompts)} />
        <NumberField field="tokens" label={says.tokens} hint={says.tokensHint} max={source?.context} />
        <Segmented
          label={says.pace}
          value={pace}
          options={CHOICES.pace.map((value) => ({ value, label: says.paces[value] }))}
          onChange={(next) => set({ pace: next })}
        />
      </div>
      <Drawing />
    </div>
  );
}

/** Buttons that cannot be used now stay in the tab order: focus is not lost when the batch ends. */
function Buttons({ ready, prompts }: { readonly ready: boolean; readonly prompts: number }) {
  const status = useBatching((state) => state.status);
  const { run, pause, resume, step, stop } = useBatchingStore().getState();
  useRemote(useCallback((by) => by === 1 && step(), [step]));
  const says = t().batching.controls;
  const open = isBatchOpen(status);
  const going = status === 'opening' || status === 'running';
  const primary: { readonly [status in BatchingStatus]: readonly [string, () => void] } = {
    idle: [says.run, run],
    opening: [says.pause, pause],
    running: [says.pause, pause],
    paused: [says.resume, resume],
    finished: [says.again, run],
    stopped: [says.again, run],
    failed: [says.again, run],
  };
  const [label, act] = primary[status];
  return (
    <Course name={says.course} note={ready || open ? null : prompts === 0 ? says.noPrompt : says.notReady}>
      <Act primary able={ready || open} onAct={act}>
        {label}
      </Act>
      <Act able={(ready || open) && !going} onAct={step}>
        {says.step}
      </Act>
      <Act able={open} onAct={stop}>
        {says.stop}
      </Act>
      {open && (
        <Act able={ready} onAct={run}>
          {says.again}
        </Act>
      )}
    </Course>
  );
}

/** How tokens are drawn is set in Generate, for both views alike. */
function Drawing() {
  const temperature = useApp((state) => state.settings.temperature);
  const topK = useApp((state) => state.settings.topK);
  const topP = useApp((state) => state.settings.topP);
  const seed = useApp((state) => state.settings.seed);
  const print = (value: number) => String(Number(value.toFixed(2)));
  return (
    <p className={styles.note}>
      {t().batching.controls.drawing(print(temperature), topK, print(topP), seed)}
    </p>
  );
}
