'use client';

import { memo, useMemo } from 'react';
import { t } from '../../languages/current';
import { useApp } from '../app-store';
import type { GridLayout } from '../token-grid/layout';
import { useLinked } from '../token-grid/linked';
import { bytes } from '../ui/format';
import { describeReads } from './describe';
import type { CacheFacts } from './facts';
import panel from './kv-cache.module.css';
import { layoutReads, type ReadsLayout } from './layout';
import styles from './reads-chart.module.css';

interface Props {
  readonly mor: CacheFacts;
  readonly vanilla: CacheFacts | null;
  readonly layout: GridLayout;
  readonly width: number;
  readonly onLook: (position: number | null) => void;
}

/** Bytes that writing each token reads: MoR's bar before vanilla's. By keyboard the grid's tokens say the same. */
export function ReadsChart({ mor, vanilla, layout, width, onLook }: Props) {
  const { hover, togglePin } = useLinked();
  const { tokens } = mor.grid;
  const chart = useMemo(() => {
    const most = Math.max(...bytesRead(mor), ...(vanilla ? bytesRead(vanilla) : []));
    return layoutReads(layout, width, most, tokens);
  }, [mor, vanilla, layout, width, tokens]);

  const look = (position: number | null) => {
    onLook(position);
    hover(position);
  };
  return (
    <figure className={styles.figure}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid above pins by keyboard */}
      <svg
        role="img"
        aria-label={describeReads(mor, vanilla)}
        viewBox={`0 0 ${chart.width} ${chart.height}`}
        width={chart.width}
        height={chart.height}
        className={styles.chart}
        onPointerOver={(event) => look(stepOf(event.target))}
        onPointerLeave={() => look(null)}
        onClick={(event) => {
          const position = stepOf(event.target);
          if (position !== null) togglePin(position);
        }}
      >
        <Marks chart={chart} />
        <Bars chart={chart} mor={mor} vanilla={vanilla} />
        {chart.slots.map((slot, position) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a token is its position
            key={position}
            data-step={position}
            className={styles.target}
            x={slot.x}
            width={slot.width}
            height={chart.plot}
          />
        ))}
      </svg>
      <figcaption>
        <ul className={panel.legend}>
          <li>
            <i className={panel.swatch} data-model="mor" aria-hidden="true" />
            {t().cache.models.mor}
          </li>
          {vanilla && (
            <li>
              <i className={panel.swatch} data-model="vanilla" aria-hidden="true" />
              {t().cache.models.vanilla}
            </li>
          )}
        </ul>
      </figcaption>
    </figure>
  );
}

const bytesRead = ({ grid, entryBytes }: CacheFacts) => grid.reads.map((entries) => entries * entryBytes);

/** What is looked at and what is pinned, behind the bars. */
function Marks({ chart }: { readonly chart: ReadsLayout }) {
  const pinned = useApp((state) => state.selection.pinned);
  const hovered = useApp((state) => state.selection.hovered);
  const { isLinked } = useLinked();
  const [under, around] = [hovered, pinned].map((position) =>
    position === null || !isLinked(position) ? undefined : chart.slots[position],
  );
  return (
    <>
      {under && <rect className={styles.hovered} x={under.x} width={under.width} height={chart.plot} />}
      {around && (
        <rect
          className={styles.pinned}
          x={around.x - 2}
          y={1}
          width={around.width + 4}
          height={chart.plot + 1}
          rx={4}
        />
      )}
    </>
  );
}

interface BarsProps extends Pick<Props, 'mor' | 'vanilla'> {
  readonly chart: ReadsLayout;
}

const Bars = memo(function Bars({ chart, mor, vanilla }: BarsProps) {
  const { left, width, plot, slots, ticks, y, every } = chart;
  return (
    <>
      {ticks.map((tick) => (
        <g key={tick}>
          <line className={styles.rule} x1={left} x2={width} y1={y(tick)} y2={y(tick)} />
          <text className={styles.tick} x={left - 6} y={y(tick)} dy="0.32em" textAnchor="end">
            {bytes(tick)}
          </text>
        </g>
      ))}
      {vanilla && <Series model="vanilla" values={bytesRead(vanilla)} chart={chart} part={1} />}
      <Series model="mor" values={bytesRead(mor)} chart={chart} part={vanilla ? 0.6 : 1} />
      {slots.map(
        (slot, position) =>
          (position === 0 || (position + 1) % every === 0) && (
            <text
              // biome-ignore lint/suspicious/noArrayIndexKey: a token is its position
              key={position}
              className={styles.tick}
              x={slot.x + slot.width / 2}
              y={plot + 14}
              textAnchor="middle"
            >
              {position + 1}
            </text>
          ),
      )}
    </>
  );
});

/** Widths of a bar, px: thinner ones fill their slots. */
const THINNEST = 6;
const WIDEST = 28;

/** Bars no wider than they need; on long texts, where they would be hairs, they fill their slots. */
function Series(props: { model: string; values: readonly number[]; chart: ReadsLayout; part: number }) {
  const { model, values, chart, part } = props;
  const hairs = chart.slots.some((slot) => slot.width < THINNEST);
  return (
    <g data-model={model} data-apart={(part < 1 && !hairs) || undefined} className={styles.series}>
      {chart.slots.map((slot, position) => {
        const top = chart.y(values[position] ?? 0);
        const width = hairs ? slot.width : Math.min(slot.width, WIDEST) * part;
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a token is its position
            key={position}
            x={slot.x + (slot.width - width) / 2}
            y={top}
            width={width}
            height={chart.plot - top}
            rx={hairs ? 0 : 2}
          />
        );
      })}
    </g>
  );
}

function stepOf(target: EventTarget): number | null {
  const step = target instanceof SVGElement ? target.dataset.step : undefined;
  return step === undefined ? null : Number(step);
}
