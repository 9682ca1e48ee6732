'use client';

import { useCallback, useRef } from 'react';
import { t } from '../../languages/current';
import type { Messages } from '../../languages/messages';
import { isOpen, type WritingStatus } from '../../store/generation-state';
import { DEFAULT_SETTINGS } from '../../store/settings';
import type { Source } from '../../store/source';
import { useApp } from '../app-store';
import { Act, Course } from '../ui/course';
import { NumberField } from '../ui/number-field';
import { useRemote } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import { describeLimits } from './describe';
import styles from './generate.module.css';
import { useGeneration, useGenerationStore } from './use-generation';

/** What is written and how: the course of it first, the choices under it. */
export function Controls({ source }: { readonly source: Source | null }) {
  return (
    <div className={styles.controls}>
      <Buttons ready={source !== null} />
      <Drawing context={source?.context ?? null} />
    </div>
  );
}

const PRIMARY = {
  idle: 'write',
  opening: 'pause',
  writing: 'pause',
  paused: 'writeOn',
  finished: 'again',
  stopped: 'again',
  failed: 'again',
} as const satisfies { readonly [status in WritingStatus]: keyof Messages['generate']['controls'] };

/** Buttons that cannot be used now stay in the tab order: focus is not lost when a text ends. */
function Buttons({ ready }: { readonly ready: boolean }) {
  const status = useGeneration((state) => state.status);
  const goOn = useGeneration((state) => state.goOn);
  const retry = useApp((state) => state.retry);
  const { write, pause, resume, slide, step, stop } = useGenerationStore().getState();
  const open = isOpen(status);
  const running = status === 'opening' || status === 'writing';
  const first = useRef<HTMLButtonElement>(null);
  // This button goes when the text is written; what follows is done with the first.
  const again = () => {
    first.current?.focus();
    write();
  };
  // An engine that stays down is started again by who asks for more.
  const writeOn = () => {
    if (!ready) retry();
    resume();
  };
  useRemote(useCallback((by) => by === 1 && step(), [step]));
  const says = t().generate.controls;
  const primary: readonly [string, () => void] =
    goOn === 'slide'
      ? [says.slide, slide]
      : goOn === 'write-on'
        ? [says.writeOn, writeOn]
        : [says[PRIMARY[status]], running ? pause : status === 'paused' ? resume : write];
  return (
    <Course name={says.name} note={!ready && !open && goOn !== 'write-on' ? says.notReady : null}>
      <Act ref={first} primary able={ready || open || goOn === 'write-on'} onAct={primary[1]}>
        {primary[0]}
      </Act>
      <Act able={ready && !running} onAct={step}>
        {says.step}
      </Act>
      <Act able={open} onAct={stop}>
        {says.stop}
      </Act>
      {(open || goOn) && (
        <Act able={ready} onAct={again}>
          {says.again}
        </Act>
      )}
    </Course>
  );
}

function Drawing({ context }: { readonly context: number | null }) {
  const temperature = useApp((state) => state.settings.temperature);
  const set = useApp((state) => state.set);
  const warmth = useRef(DEFAULT_SETTINGS.temperature);
  const greedy = temperature === 0;
  if (!greedy) warmth.current = temperature;
  const hints = describeLimits(context);
  const says = t().generate.controls;
  return (
    <div className={styles.drawing}>
      <NumberField field="tokens" label={says.tokens} hint={hints.tokens} max={context ?? undefined} />
      <Segmented
        label={says.each}
        value={greedy ? 'greedy' : 'drawn'}
        options={[
          { value: 'drawn', label: says.drawn },
          { value: 'greedy', label: says.greedy },
        ]}
        onChange={(value) => set({ temperature: value === 'greedy' ? 0 : warmth.current })}
      />
      {greedy ? (
        <p className={styles.greedy}>{says.greedyMeans}</p>
      ) : (
        <>
          <NumberField field="temperature" label={says.temperature} hint={hints.temperature} />
          <NumberField field="topK" label={says.topK} hint={hints.topK} />
          <NumberField field="topP" label={says.topP} hint={hints.topP} />
          <NumberField field="seed" label={says.seed} hint={hints.seed}>
            <button type="button" className={styles.quiet} onClick={() => set({ seed: drawSeed() })}>
              {says.newSeed}
            </button>
          </NumberField>
        </>
      )}
    </div>
  );
}

function drawSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
