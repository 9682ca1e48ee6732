'use client';

import type { Trace } from '../../model/trace';
import { useApp } from '../app-store';
import { headRows, passesOf } from '../inspector/attention-row';
import { useAttention } from '../inspector/use-attention';
import { tokenName } from '../trace/describe';
import type { RunFacts } from '../trace/facts';
import { counted, percent } from '../ui/format';
import { Segmented } from '../ui/segmented';
import { Token } from '../ui/token';
import { quoted } from '../ui/token-text';
import styles from './one-head.module.css';

/** One attention head: what the pinned token looks at, and whom it cannot see. */
export function OneHead({ trace, facts }: { readonly trace: Trace; readonly facts: RunFacts }) {
  const text = useApp((state) => state.settings.text);
  const pinned = useApp((state) => state.selection.pinned);
  const hovered = useApp((state) => state.selection.hovered);
  const hover = useApp((state) => state.hover);
  const pin = useApp((state) => state.pin);
  const position = pinned ?? deepest(facts);
  const passes = passesOf(trace, position);
  const wanted = useApp((state) => state.settings.layer);
  const head = useApp((state) => state.settings.head);
  const set = useApp((state) => state.set);
  const deep = passes.findLast(({ pass }) => pass.recursion !== null) ?? passes.at(-1);
  const chosen = passes.find(({ pass }) => pass.layer === wanted) ?? deep;
  const result = useAttention(trace, text, chosen?.pass.layer ?? 0);
  const token = facts.tokens[position];
  if (!token || !chosen) return null;

  const rows = result.state === 'there' ? headRows(result.attention, position, facts.tokens.length) : [];
  const row = rows[Math.min(head, rows.length - 1)];
  const most = row ? Math.max(1e-9, row.weights[row.top] ?? 0) : 1;
  return (
    <div className={styles.head}>
      <div className={styles.choices}>
        <label>
          <span>Layer</span>
          <select
            value={chosen.pass.layer}
            onChange={(event) => set({ layer: Number(event.currentTarget.value) })}
          >
            {passes.map(({ pass, name }) => (
              <option key={pass.layer} value={pass.layer}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Segmented
          label="Head"
          hideLabel
          small
          value={Math.min(head, trace.config.numAttentionHeads - 1)}
          options={Array.from({ length: trace.config.numAttentionHeads }, (_, i) => ({
            value: i,
            label: `Head ${i + 1}`,
          }))}
          onChange={(next) => set({ head: next })}
        />
      </div>
      {result.state === 'waiting' && <p className={styles.note}>Computing.</p>}
      {result.state === 'failed' && <p className={styles.note}>{result.sentence}</p>}
      {row && (
        <>
          <p className={styles.sentence}>
            {tokenName(token)}, looks most at {quoted(facts.tokens[row.top]?.text ?? '')},{' '}
            {percent(row.weights[row.top] ?? 0)}.{' '}
            {absence(trace, row.weights.slice(0, position + 1), chosen.pass.recursion)}
          </p>
          <ul className={styles.keys} onPointerLeave={() => hover(null)}>
            {facts.tokens.map((key) => {
              const weight = row.weights[key.position] ?? null;
              const later = key.position > position;
              return (
                <li key={key.position} onPointerEnter={() => hover(key.position)}>
                  <button
                    type="button"
                    className={styles.key}
                    data-absent={(weight === null && !later) || undefined}
                    data-later={later || undefined}
                    data-query={key.position === position || undefined}
                    data-hovered={key.position === hovered || undefined}
                    onClick={() => pin(key.position)}
                  >
                    <span className={styles.bar} aria-hidden="true">
                      {weight !== null && <i style={{ transform: `scaleY(${weight / most})` }} />}
                    </span>
                    <Token text={key.text} />
                    <small>{later ? 'later' : weight === null ? 'absent' : percent(weight)}</small>
                  </button>
                </li>
              );
            })}
          </ul>
          {pinned === null && <p className={styles.note}>Choose any token to look from there.</p>}
        </>
      )}
    </div>
  );
}

function absence(trace: Trace, weights: readonly (number | null)[], recursion: number | null): string {
  const absent = weights.filter((weight) => weight === null).length;
  if (absent > 0) {
    return `${counted(absent, 'token')} before it left earlier and ${absent === 1 ? 'is' : 'are'} absent: this lap keeps keys of its own.`;
  }
  if (trace.config.kvCache === 'recursive_sharing' && recursion !== null && recursion > 1) {
    return 'Those who left are still present: every lap reads the keys that lap one kept.';
  }
  return 'Every token before it is present.';
}

function deepest(facts: RunFacts): number {
  return facts.tokens.reduce(
    (best, token) => (token.depth >= (facts.tokens[best]?.depth ?? 0) ? token.position : best),
    0,
  );
}
