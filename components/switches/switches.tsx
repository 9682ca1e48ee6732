'use client';

import { useRef, useState } from 'react';
import { t } from '../../languages/current';
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
    <section aria-label={t().switches.name} className={styles.switches}>
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
  const says = t().switches;
  return (
    <>
      <Segmented
        label={says.names.routing}
        value={settings.routing}
        options={modelOptions(manifest, settings, 'routing', (routing) => says.routing[routing])}
        onChange={(routing) => set({ routing })}
      />
      <Segmented
        label={says.names.cache}
        value={settings.cache}
        options={modelOptions(manifest, settings, 'cache', (cache) => says.cache[cache])}
        onChange={(cache) => set({ cache })}
      />
      <Segmented
        label={says.names.recursions}
        value={settings.recursions}
        options={modelOptions(manifest, settings, 'recursions')}
        onChange={(recursions) => set({ recursions })}
      />
      {/* Token-choice decides before any score could be compared: there is no rule to choose. */}
      {settings.routing !== 'token' && (
        <Segmented
          label={says.names.rule}
          value={settings.rule}
          options={plainOptions('rule', says.rule)}
          onChange={(rule) => set({ rule })}
        />
      )}
      <Segmented
        label={says.names.model}
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
  const says = t().switches;
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
        <span className={styles.change}>{says.change}</span>
      </button>
      <dialog
        ref={dialog}
        className={styles.sheet}
        aria-label={says.name}
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
              {says.done}
            </button>
          </form>
        )}
      </dialog>
    </div>
  );
}

/** The switches in a line, for a phone. */
function summary({ routing, cache, servedCache, recursions, rule, model }: Settings): string {
  const says = t().switches;
  return says.summary.joined([
    says.routing[routing],
    says.summary[servedCache === 'other' ? 'mismatched' : 'cache'][cache],
    says.summary.recursions(recursions),
    ...(routing === 'token' ? [] : [says.summary.rule[rule]]),
    model,
  ]);
}
