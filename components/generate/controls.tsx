'use client';

import { type Ref, useRef } from 'react';
import { isOpen, type WritingStatus } from '../../store/generation';
import { DEFAULT_SETTINGS } from '../../store/settings';
import type { Source } from '../../store/source';
import { useApp } from '../app-store';
import { NumberField } from '../ui/number-field';
import { Segmented } from '../ui/segmented';
import { describeLimits } from './describe';
import styles from './generate.module.css';
import { useGeneration, useGenerationStore } from './use-generation';

/** What is written and how: the course of it first, the choices under it. */
export function Controls({ source }: { readonly source: Source | null }) {
  return (
    <div className={styles.controls}>
      <Course ready={source !== null} />
      <Drawing context={source?.context ?? null} />
    </div>
  );
}

const PRIMARY: { readonly [status in WritingStatus]: string } = {
  idle: 'Write',
  opening: 'Pause',
  writing: 'Pause',
  paused: 'Write on',
  finished: 'Again',
  stopped: 'Again',
  failed: 'Again',
};

/** Buttons that cannot be used now stay in the tab order: focus is not lost when a text ends. */
function Course({ ready }: { readonly ready: boolean }) {
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
  const primary: readonly [string, () => void] =
    goOn === 'slide'
      ? ['Slide', slide]
      : goOn === 'write-on'
        ? ['Write on', writeOn]
        : [PRIMARY[status], running ? pause : status === 'paused' ? resume : write];
  return (
    <div className={styles.course}>
      <fieldset className={styles.buttons}>
        <legend className="visually-hidden">Writing</legend>
        <Act ref={first} primary able={ready || open || goOn === 'write-on'} onAct={primary[1]}>
          {primary[0]}
        </Act>
        <Act able={ready && !running} onAct={step}>
          Step
        </Act>
        <Act able={open} onAct={stop}>
          Stop
        </Act>
        {(open || goOn) && (
          <Act able={ready} onAct={again}>
            Again
          </Act>
        )}
      </fieldset>
      {!ready && !open && goOn !== 'write-on' && (
        <p className={styles.note}>The models are not there yet. Writing can begin when they are.</p>
      )}
    </div>
  );
}

interface ActProps {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly able: boolean;
  readonly primary?: boolean;
  readonly onAct: () => void;
  readonly children: string;
}

function Act({ ref, able, primary = false, onAct, children }: ActProps) {
  return (
    <button
      ref={ref}
      type="button"
      className={`${styles.button} ${primary ? styles.primary : ''}`}
      aria-disabled={!able || undefined}
      onClick={able ? onAct : undefined}
    >
      {children}
    </button>
  );
}

function Drawing({ context }: { readonly context: number | null }) {
  const temperature = useApp((state) => state.settings.temperature);
  const set = useApp((state) => state.set);
  const warmth = useRef(DEFAULT_SETTINGS.temperature);
  const greedy = temperature === 0;
  if (!greedy) warmth.current = temperature;
  const hints = describeLimits(context);
  return (
    <div className={styles.drawing}>
      <NumberField field="tokens" label="Tokens to write" hint={hints.tokens} max={context ?? undefined} />
      <Segmented
        label="Each token is"
        value={greedy ? 'greedy' : 'drawn'}
        options={[
          { value: 'drawn', label: 'Drawn' },
          { value: 'greedy', label: 'Greedy' },
        ]}
        onChange={(value) => set({ temperature: value === 'greedy' ? 0 : warmth.current })}
      />
      {greedy ? (
        <p className={styles.greedy}>
          Greedy takes the likeliest token every time. There is nothing to draw: cuts and seed would change
          nothing.
        </p>
      ) : (
        <>
          <NumberField field="temperature" label="Temperature" hint={hints.temperature} />
          <NumberField field="topK" label="Top-k" hint={hints.topK} />
          <NumberField field="topP" label="Top-p" hint={hints.topP} />
          <NumberField field="seed" label="Seed" hint={hints.seed}>
            <button type="button" className={styles.quiet} onClick={() => set({ seed: drawSeed() })}>
              New seed
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
