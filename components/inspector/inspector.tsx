'use client';

import { lazy, Suspense, useDeferredValue } from 'react';
import { t } from '../../languages/current';
import type { Trace } from '../../model/trace';
import { useApp } from '../app-store';
import { describeToken } from '../trace/describe';
import { factsOf, type RunFacts } from '../trace/facts';
import { Panel, PanelAction } from '../ui/panel';
import { quoted } from '../ui/token-text';
import styles from './inspector.module.css';
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
        pinned === null ? undefined : <PanelAction onClick={() => pin(null)}>{says.unpin}</PanelAction>
      }
    >
      <p className={styles.sentence}>
        {describeToken(facts, token)}
        {pinned === null && <span className={styles.hint}>{t().common.between + says.hint}</span>}
      </p>
      <Scores facts={facts} token={token} />
      <Predictions trace={trace} position={position} />
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

/** Shown while nothing is pinned: of the deepest tokens the one whose last score was highest. */
export function mostTelling(facts: RunFacts): number {
  const lastScore = (position: number) => {
    const token = facts.tokens[position];
    return token?.decisions[token.depth - 1]?.score ?? 0;
  };
  return facts.tokens.reduce((best, { position, depth }) => {
    const bestDepth = facts.tokens[best]?.depth ?? 0;
    const deeper = depth > bestDepth || (depth === bestDepth && lastScore(position) > lastScore(best));
    return deeper ? position : best;
  }, 0);
}
