'use client';

import { useRef, useState } from 'react';
import { t } from '../../languages/current';
import { asMorError } from '../../workers/failure';
import { useApp, useAppStore } from '../app-store';
import { useBatchingStore } from '../batching/use-batching';
import { useCausalityStore } from '../causality/use-causality';
import { useGenerationStore } from '../generate/use-generation';
import { useServices } from '../services';
import { type Saved, save } from './files';
import { type Savable, type SavableView, savablesOf } from './savables';
import type { Context } from './save';
import styles from './save-menu.module.css';

/** What became of the last thing asked for. */
interface Outcome {
  readonly sentence: string;
  readonly failed: boolean;
}

/** Every figure of a panel as SVG and PNG, its data as CSV and JSON, and the way back: a saved run is opened. */
export function SaveMenu({ view }: { readonly view: SavableView }) {
  const root = useRef<HTMLDivElement>(null);
  const store = useAppStore();
  const generation = useGenerationStore();
  const causality = useCausalityStore();
  const batching = useBatchingStore();
  const { engine, baseUrl } = useServices();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const settings = useApp((state) => state.settings);
  const { figures, data } = savablesOf(view, settings);

  async function run(make: (context: Context) => Promise<Saved | null>) {
    const panel = root.current?.closest('section');
    if (!panel) return;
    setOutcome(null);
    const context = {
      state: store.getState(),
      generation: generation.getState(),
      causality: causality.getState(),
      batching: batching.getState(),
      panel,
      engine,
      baseUrl: baseUrl(),
    };
    try {
      const saved = await make(context);
      if (saved) save(saved);
      setOutcome(
        saved
          ? { sentence: t().save.saved(saved.name), failed: false }
          : { sentence: t().save.nothing, failed: true },
      );
    } catch (error) {
      const failure = asMorError(error).toData();
      const { message, remedy } = t().errors.say(failure);
      setOutcome({ sentence: t().common.sentences([message, remedy, failure.code]), failed: true });
    }
  }

  return (
    <div ref={root} className={styles.menu}>
      <ul>
        {[...figures, ...data].map((item) => (
          <Item key={item.name()} item={item} onSave={run} />
        ))}
      </ul>
      <p role="status" className={styles.outcome} data-failed={outcome?.failed || undefined}>
        {outcome?.sentence}
      </p>
      <OpenFile />
    </div>
  );
}

interface ItemProps {
  readonly item: Savable;
  readonly onSave: (make: (context: Context) => Promise<Saved | null>) => void;
}

function Item({ item, onSave }: ItemProps) {
  const name = item.name();
  return (
    <li className={styles.item}>
      <span>{name}</span>
      {item.forms.map(({ form, make }) => (
        <button
          key={form}
          type="button"
          className={styles.form}
          aria-label={t().save.itemAs(name, form)}
          onClick={() => onSave(make)}
        >
          {form}
        </button>
      ))}
    </li>
  );
}

/** A saved run comes back into view. */
function OpenFile() {
  const open = useApp((state) => state.open);
  return (
    <div className={styles.open}>
      <label className={styles.form}>
        {t().save.open}
        <input
          type="file"
          accept=".json,application/json"
          className="visually-hidden"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            if (!file) return;
            void open(file);
            currentTarget.value = '';
            currentTarget.closest<HTMLElement>('[popover]')?.hidePopover?.();
          }}
        />
      </label>
      <small>{t().save.orDrop}</small>
    </div>
  );
}
