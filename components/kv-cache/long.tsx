'use client';

import { useMemo, useRef } from 'react';
import { t } from '../../languages/current';
import type { Role } from '../../store/state';
import { useApp } from '../app-store';
import { ScaleDials } from '../cost/scale-dials';
import { useWidth } from '../flow/use-width';
import { bytes, exact } from '../ui/format';
import { bytesAt, describeGrowth, type Growth, growthOf, layoutGrowth } from './growth';
import panel from './kv-cache.module.css';
import styles from './long.module.css';

/** The same law at the paper's sizes: how the cache grows with the context. Size and context are those of the cost panel. */
export function LongContexts() {
  const shape = useApp((state) => state.settings.shape);
  const length = useApp((state) => state.settings.contextLength);
  const routing = useApp((state) => state.settings.routing);
  const cache = useApp((state) => state.settings.cache);
  const servedCache = useApp((state) => state.settings.servedCache);
  const recursions = useApp((state) => state.settings.recursions);
  const growth = useMemo(
    () => growthOf(shape, { routing, cache, servedCache, recursions }),
    [shape, routing, cache, servedCache, recursions],
  );
  const sentence = describeGrowth(growth, length);
  return (
    <section className={styles.long} aria-label={t().cache.long.title}>
      <h3 className={styles.heading}>{t().cache.long.title}</h3>
      <ScaleDials label={t().cache.long.size} />
      <p className={panel.quiet}>{sentence}</p>
      <Lines growth={growth} length={length} label={sentence} />
    </section>
  );
}

/** Vanilla first: the others are drawn over it. */
const ROLES: readonly Role[] = ['vanilla', 'recursive', 'mor'];

interface LinesProps {
  readonly growth: Growth;
  readonly length: number;
  readonly label: string;
}

function Lines({ growth, length, label }: LinesProps) {
  const root = useRef<HTMLElement>(null);
  const chart = layoutGrowth(growth, useWidth(root));
  const { left, right, bottom, x, y } = chart;
  const now = bytesAt(growth, length);
  const at = x(length);
  const end = growth.lengths.at(-1) ?? 0;
  const most = bytesAt(growth, end);
  const same = most.recursive === most.vanilla;
  return (
    <figure ref={root} className={styles.figure} data-picture="contexts">
      <svg role="img" aria-label={label} width={chart.width} height={chart.height} className={styles.chart}>
        {chart.byteTicks.map((tick) => (
          <g key={tick}>
            <line className={styles.rule} x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
              {bytes(tick)}
            </text>
          </g>
        ))}
        {chart.lengthTicks.map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 17} textAnchor="middle">
            {exact(tick / 1024)}k
          </text>
        ))}
        <line className={styles.now} x1={at} x2={at} y1={y(now.vanilla)} y2={bottom} />
        {ROLES.map((role) => (
          <g key={role} data-role={role} className={styles.line}>
            <path d={`M${x(0)} ${y(0)}L${x(end)} ${y(most[role])}`} />
            <circle cx={at} cy={y(now[role])} r={4} />
          </g>
        ))}
        {ROLES.filter((role) => role !== 'recursive' || !same).map((role) => (
          <text
            key={role}
            data-role={role}
            className={styles.name}
            x={right + 8}
            y={y(most[role])}
            dy="0.32em"
          >
            {t().cost.models[role]}
          </text>
        ))}
        {same && (
          <text
            data-role="recursive"
            className={styles.name}
            x={right + 8}
            y={y(most.vanilla) + 15}
            dy="0.32em"
          >
            {t().cost.models.recursive}
          </text>
        )}
      </svg>
    </figure>
  );
}
