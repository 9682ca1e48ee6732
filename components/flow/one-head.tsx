'use client';

import { t } from '../../languages/current';
import type { Trace } from '../../model/trace';
import { useApp } from '../app-store';
import { headRows } from '../inspector/attention-row';
import { PassSelect } from '../inspector/pass-select';
import { useAttention } from '../inspector/use-attention';
import type { RunFacts } from '../trace/facts';
import { percent } from '../ui/format';
import { Segmented } from '../ui/segmented';
import { Token } from '../ui/token';
import { describeHead, headPlace } from './head';
import styles from './one-head.module.css';

/** One attention head: what the pinned token looks at, and whom it cannot see. */
export function OneHead({ trace, facts }: { readonly trace: Trace; readonly facts: RunFacts }) {
  const text = useApp((state) => state.settings.text);
  const pinned = useApp((state) => state.selection.pinned);
  const hovered = useApp((state) => state.selection.hovered);
  const hover = useApp((state) => state.hover);
  const pin = useApp((state) => state.pin);
  const layer = useApp((state) => state.settings.layer);
  const head = useApp((state) => state.settings.head);
  const set = useApp((state) => state.set);
  const place = headPlace(trace, facts, pinned, layer);
  const result = useAttention(trace, text, place?.pass.layer ?? 0);
  if (place === null) return null;

  const { position, passes } = place;
  const rows = result.state === 'there' ? headRows(result.attention, position, facts.tokens.length) : [];
  const row = rows[Math.min(head, rows.length - 1)];
  const most = row ? Math.max(1e-9, row.weights[row.top] ?? 0) : 1;
  const says = t().flow.head;
  return (
    <div className={styles.head}>
      <div className={styles.choices}>
        <PassSelect label={says.layer} passes={passes} layer={place.pass.layer} />
        <Segmented
          label={says.head}
          hideLabel
          small
          value={Math.min(head, trace.config.numAttentionHeads - 1)}
          options={Array.from({ length: trace.config.numAttentionHeads }, (_, i) => ({
            value: i,
            label: says.headAt(i + 1),
          }))}
          onChange={(next) => set({ head: next })}
        />
      </div>
      {result.state === 'waiting' && <p className={styles.note}>{says.computing}</p>}
      {result.state === 'failed' && <p className={styles.note}>{t().errors.say(result.error).message}</p>}
      {row && (
        <>
          <p className={styles.sentence}>{describeHead(trace, facts, place, row)}</p>
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
                    <small>{later ? says.later : weight === null ? says.absent : percent(weight)}</small>
                  </button>
                </li>
              );
            })}
          </ul>
          {pinned === null && <p className={styles.note}>{says.hint}</p>}
        </>
      )}
    </div>
  );
}
