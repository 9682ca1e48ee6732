'use client';

import { useDeferredValue } from 'react';
import { useApp } from '../app-store';
import { describeToken } from '../trace/describe';
import { factsOf, type RunFacts } from '../trace/facts';
import { Panel, PanelAction } from '../ui/panel';
import { quoted } from '../ui/token-text';
import { Attention } from './attention';
import styles from './inspector.module.css';
import { Predictions } from './predictions';
import { Scores } from './scores';

/** One token from near: why it went on or left, its scores, what it would say next. */
export function Inspector() {
  const trace = useDeferredValue(useApp((state) => state.run.traces.mor));
  const pinned = useApp((state) => state.selection.pinned);
  const pin = useApp((state) => state.pin);
  if (!trace || trace.tokens.length === 0) {
    return (
      <Panel title="One token" className={styles.inspector}>
        <p className={styles.sentence}>Here a token of the text will be seen from near.</p>
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
      aside={`token ${position + 1} · depth ${token.depth} of ${facts.recursions}`}
      asideBelow
      actions={pinned === null ? undefined : <PanelAction onClick={() => pin(null)}>Unpin</PanelAction>}
    >
      <p className={styles.sentence}>
        {describeToken(facts, token)}
        {pinned === null && <span className={styles.hint}> Choose any token to see it here.</span>}
      </p>
      <Scores facts={facts} token={token} />
      <Predictions trace={trace} position={position} />
      <Attention trace={trace} position={position} />
    </Panel>
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
