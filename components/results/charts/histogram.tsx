import { max } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { t } from '../../../languages/current';
import styles from './charts.module.css';

interface Props {
  readonly recursion: number;
  readonly low: number;
  readonly high: number;
  readonly selected: readonly number[];
  readonly others: readonly number[];
}

const SIZE = { width: 400, height: 180, left: 14, right: 14, top: 8, bottom: 38 };

/** Router scores of one recursion's candidates: those that went on, and those that left, on either side of the threshold. */
export function Histogram({ recursion, low, high, selected, others }: Props) {
  const x = scaleLinear([low, high], [SIZE.left, SIZE.width - SIZE.right]);
  const most = max([...selected, ...others]) ?? 1;
  const y = scaleLinear([0, most], [0, SIZE.height - SIZE.top - SIZE.bottom]);
  const width = (x.range()[1]! - x.range()[0]!) / selected.length;
  const total = (bins: readonly number[]) => bins.reduce((sum, bin) => sum + bin, 0);
  const says = t().results.pictures;
  const sentence = says.scores(recursion, total(selected), total(others));
  const base = SIZE.height - SIZE.bottom;
  const bar = (bins: readonly number[], chosen: boolean) =>
    bins.flatMap((bin, i) =>
      bin === 0
        ? []
        : [
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
              key={i}
              data-selected={chosen || undefined}
              x={SIZE.left + i * width + 1}
              y={base - y(bin)}
              width={Math.max(0.5, width - 2)}
              height={y(bin)}
            />,
          ],
    );
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.title}>{says.recursion(recursion)}</figcaption>
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="img"
        aria-label={sentence}
        className={styles.bars}
        data-depth={recursion}
      >
        {bar(others, false)}
        {bar(selected, true)}
        <line x1={x(0.5)} x2={x(0.5)} y1={SIZE.top} y2={base} />
        {x.ticks(5).map((tick) => (
          <text key={tick} className={styles.tick} x={x(tick)} y={base + 16} textAnchor="middle">
            {tick}
          </text>
        ))}
        <text className={styles.axis} x={SIZE.width - SIZE.right} y={SIZE.height - 6} textAnchor="end">
          {says.scoreAxis}
        </text>
      </svg>
      <p className={styles.said}>{sentence}</p>
    </figure>
  );
}
