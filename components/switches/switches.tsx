'use client';

import { useRef, useState } from 'react';
import type { Settings } from '../../store/state';
import { useApp } from '../app-store';
import { Segmented } from '../ui/segmented';
import { modelOptions, plainOptions } from './options';
import { SwitchesInWords } from './sentence';
import { ServedCache } from './served-cache';
import styles from './switches.module.css';

/** What is run: a row of switches, and what they mean as they stand. On a phone the row folds into a sheet. */
export function Switches() {
  const settings = useApp((state) => state.settings);
  return (
    <section aria-label="Model and rules" className={styles.switches}>
      <div className={styles.row}>
        <Groups />
      </div>
      <Sheet />
      <div className={styles.beside}>
        <p className={styles.words}>
          <SwitchesInWords settings={settings} />
        </p>
        <ServedCache />
      </div>
    </section>
  );
}

function Groups() {
  const settings = useApp((state) => state.settings);
  const manifest = useApp((state) => state.manifest);
  const set = useApp((state) => state.set);
  return (
    <>
      <Segmented
        label="Routing"
        value={settings.routing}
        options={modelOptions(manifest, settings, 'routing')}
        onChange={(routing) => set({ routing })}
      />
      <Segmented
        label="KV cache"
        value={settings.cache}
        options={modelOptions(manifest, settings, 'cache')}
        onChange={(cache) => set({ cache })}
      />
      <Segmented
        label="Recursions"
        value={settings.recursions}
        options={modelOptions(manifest, settings, 'recursions')}
        onChange={(recursions) => set({ recursions })}
      />
      {/* Token-choice decides before any score could be compared: there is no rule to choose. */}
      {settings.routing !== 'token' && (
        <Segmented
          label="Selection"
          value={settings.rule}
          options={plainOptions('rule')}
          onChange={(rule) => set({ rule })}
        />
      )}
      <Segmented
        label="Model"
        value={settings.model}
        options={modelOptions(manifest, settings, 'model')}
        onChange={(model) => set({ model })}
      />
    </>
  );
}

function Sheet() {
  const settings = useApp((state) => state.settings);
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.folded}>
      <button
        type="button"
        className={styles.opener}
        aria-haspopup="dialog"
        onClick={() => {
          setOpen(true);
          dialog.current?.showModal();
        }}
      >
        <span>{summary(settings)}</span>
        <span className={styles.change}>Change</span>
      </button>
      <dialog
        ref={dialog}
        className={styles.sheet}
        aria-label="Model and rules"
        onClose={() => setOpen(false)}
        onPointerDown={(event) => {
          if (event.target === event.currentTarget) event.currentTarget.close();
        }}
      >
        {open && (
          <form method="dialog" className={styles.sheetBody}>
            <Groups />
            <ServedCache />
            <p className={styles.words}>
              <SwitchesInWords settings={settings} />
            </p>
            <button type="submit" className={styles.done}>
              Done
            </button>
          </form>
        )}
      </dialog>
    </div>
  );
}

/** The switches in a line, for a phone. */
function summary(settings: Settings): string {
  const routing = { expert: 'Expert-choice', token: 'Token-choice', random: 'Random' }[settings.routing];
  const other = settings.cache === 'shared' ? 'recursion-wise' : 'shared';
  const cache = `${settings.cache} cache${settings.servedCache === 'other' ? ` run as ${other}` : ''}`;
  const rule = settings.routing === 'token' ? [] : [settings.rule];
  return [routing, cache, `${settings.recursions} recursions`, ...rule, settings.model].join(', ');
}
