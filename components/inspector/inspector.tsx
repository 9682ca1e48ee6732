'use client';

import { lazy, Suspense, useDeferredValue } from 'react';
import { t } from '../../languages/current';
import type { Trace } from '../../model/trace';
import { useApp } from '../app-store';
import { SaveAction } from '../export/save-action';
import { describeToken } from '../trace/describe';
import { factsOf } from '../trace/facts';
import { Panel, PanelAction } from '../ui/panel';
import { quoted } from '../ui/token-text';
import styles from './inspector.module.css';
import { mostTelling } from './most-telling';
import { Predictions } from './predictions';
import { Scores } from './scores';

const Attention = lazy(() => import('./attention').then((file) => ({ default: file.Attention })));

/** One token from near: why it went on or left, its scores, what it would say next. */
export function Inspector() {
  const trace = useDeferredValue(useApp((state) => state.run.traces.mor));
  const pinned = useApp((state) => state.selection.pinned);
  const pin = useApp((state) => state.pin);
  const says = t().inspector;
  if (!trace || trace.tokens.length === 0) {
    return (
      <Panel title={says.title} className={styles.inspector}>
        <p className={styles.sentence}>{says.empty}</p>
      </Panel>
    );
  }

  const facts = factsOf(trace);
  const position = pinned ?? mostTelling(facts);
  const token = facts.tokens[position];
  if (!token) return null;
  return (
    <Panel
      className={`${styles.inspector} ${pinned === null ? '' : styles.pinned}`}
      title={quoted(token.text)}
      aside={says.aside(position + 1, token.depth, facts.recursions)}
      asideBelow
      actions={
        <>
          {pinned !== null && <PanelAction onClick={() => pin(null)}>{says.unpin}</PanelAction>}
          <SaveAction view="token" />
        </>
      }
    >
      <p className={styles.sentence}>
        {describeToken(facts, token)}
        {pinned === null && <span className={styles.hint}>{t().common.between + says.hint}</span>}
      </p>
      <div data-picture="">
        <Scores facts={facts} token={token} />
        <Predictions trace={trace} position={position} />
      </div>
      <Looks trace={trace} position={position} />
    </Panel>
  );
}

/** What the token looks at; computed, and its code fetched, when it is opened. */
function Looks(props: { readonly trace: Trace; readonly position: number }) {
  const open = useApp((state) => state.settings.attention);
  const set = useApp((state) => state.set);
  return (
    <details
      className={styles.looks}
      open={open}
      onToggle={(event) => set({ attention: event.currentTarget.open })}
    >
      <summary>{t().inspector.attention.title}</summary>
      <Suspense>{open && <Attention {...props} />}</Suspense>
    </details>
  );
}
