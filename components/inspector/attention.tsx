'use client';

import { t } from '../../languages/current';
import type { Trace } from '../../model/trace';
import { useApp } from '../app-store';
import { percent } from '../ui/format';
import { Token } from '../ui/token';
import styles from './attention.module.css';
import { type HeadRow, headRows, passesOf } from './attention-row';
import { PassSelect } from './pass-select';
import { useAttention } from './use-attention';

interface Props {
  readonly trace: Trace;
  readonly position: number;
}

/** What the token looks at in one layer pass, head by head. */
export function Attention({ trace, position }: Props) {
  const text = useApp((state) => state.settings.text);
  const wanted = useApp((state) => state.settings.layer);
  const passes = passesOf(trace, position);
  const chosen = passes.find(({ pass }) => pass.layer === wanted) ?? passes[0];
  const result = useAttention(trace, text, chosen?.pass.layer ?? 0);
  const says = t().inspector.attention;
  return (
    <>
      <PassSelect label={says.in} passes={passes} layer={chosen?.pass.layer} className={styles.choice} />
      {result.state === 'waiting' && <p className={styles.note}>{says.computing}</p>}
      {result.state === 'failed' && <p className={styles.note}>{t().errors.say(result.error).message}</p>}
      {result.state === 'there' && (
        <ul className={styles.heads}>
          {headRows(result.attention, position, trace.tokens.length).map((row) => (
            <Head key={row.head} row={row} trace={trace} position={position} />
          ))}
        </ul>
      )}
    </>
  );
}

const STRIP = { width: 160, height: 18 };

function Head({ row, trace, position }: { row: HeadRow; trace: Trace; position: number }) {
  const hover = useApp((state) => state.hover);
  const width = STRIP.width / (position + 1);
  const gap = width > 6 ? 1.5 : 0;
  const top = trace.tokens[row.top];
  const most = row.weights[row.top] ?? 1;
  const says = t().inspector.attention;
  return (
    <li>
      <span className={styles.head}>{says.head(row.head + 1)}</span>
      <svg
        viewBox={`0 0 ${STRIP.width} ${STRIP.height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        onPointerLeave={() => hover(null)}
      >
        {row.weights.slice(0, position + 1).map((weight, key) =>
          weight === null ? null : (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: the index is the token's position
              key={key}
              x={key * width}
              width={Math.max(0.5, width - gap)}
              height={STRIP.height}
              rx={gap}
              fillOpacity={0.04 + (0.96 * weight) / most}
              onPointerEnter={() => hover(key)}
            />
          ),
        )}
      </svg>
      <span className={styles.top}>
        <span className="visually-hidden">{says.mostAt} </span>
        {top && <Token text={top.text} />} {percent(row.weights[row.top] ?? 0)}
      </span>
    </li>
  );
}
