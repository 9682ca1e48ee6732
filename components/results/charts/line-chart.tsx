import { extent } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import { t } from '../../../languages/current';
import type { Kind } from '../tables/table';
import styles from './charts.module.css';

export interface Point {
  readonly x: number;
  readonly y: number;
  /** Said when the point is looked at. */
  readonly sentence: string;
  /** Run whose card is behind it. */
  readonly run?: string;
}

export interface Series {
  readonly key: string;
  readonly label: string;
  readonly kind: Kind;
  readonly dashed?: boolean;
  readonly points: readonly Point[];
}

interface Props {
  readonly title: string;
  /** The whole picture in a sentence. */
  readonly sentence: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
  readonly xTicks?: readonly number[];
  readonly xLog?: boolean;
  readonly xText?: (value: number) => string;
  /** Least and most of y, where several charts share an axis. */
  readonly yDomain?: readonly [number, number];
  readonly onRun?: (run: string) => void;
  /** Lines alone: a curve of many points. */
  readonly plain?: boolean;
}

const SIZE = { width: 400, height: 264, left: 46, right: 14, top: 12, bottom: 44 };

/** Lines of a few points each; each point says its figures and opens its run. */
export function LineChart(props: Props) {
  const {
    title,
    sentence,
    xLabel,
    yLabel,
    series,
    xTicks,
    xLog = false,
    xText = String,
    plain = false,
  } = props;
  const points = series.flatMap((each) => each.points);
  const [x0 = 0, x1 = 1] = extent([...points.map((point) => point.x), ...(xTicks ?? [])]);
  const [y0 = 0, y1 = 1] = props.yDomain ?? extent(points, (point) => point.y);
  const x = (xLog ? scaleLog() : scaleLinear())
    .domain([x0, x1])
    .range([SIZE.left + 14, SIZE.width - SIZE.right - 10]);
  const y = scaleLinear([y0, y1], [SIZE.height - SIZE.bottom, SIZE.top]).nice(5);
  const ticks = xTicks ?? x.ticks(5);
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.title}>{title}</figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of links in a picture */}
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        role="group"
        aria-label={t().results.pictures.chart(title, sentence)}
      >
        {y.ticks(5).map((tick) => (
          <g key={tick}>
            <line
              className={styles.rule}
              x1={SIZE.left}
              x2={SIZE.width - SIZE.right}
              y1={y(tick)}
              y2={y(tick)}
            />
            <text className={styles.tick} x={SIZE.left - 6} y={y(tick)} dy="0.32em" textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {ticks.map((tick) => (
          <text
            key={tick}
            className={styles.tick}
            x={x(tick)}
            y={SIZE.height - SIZE.bottom + 18}
            textAnchor="middle"
          >
            {xText(tick)}
          </text>
        ))}
        <text className={styles.axis} x={SIZE.width - SIZE.right} y={SIZE.height - 6} textAnchor="end">
          {xLabel}
        </text>
        <text className={styles.axis} x={4} y={SIZE.height - 6}>
          {yLabel}
        </text>
        {series.map((each) => (
          <g key={each.key} data-kind={each.kind} className={styles.series}>
            <polyline
              className={styles.line}
              data-dashed={each.dashed || undefined}
              points={each.points.map((point) => `${x(point.x)},${y(point.y)}`).join(' ')}
            />
            {!plain &&
              each.points.map((point) => (
                <Mark
                  key={point.x}
                  point={point}
                  kind={each.kind}
                  x={x(point.x)}
                  y={y(point.y)}
                  onRun={props.onRun}
                />
              ))}
          </g>
        ))}
      </svg>
    </figure>
  );
}

interface MarkProps {
  readonly point: Point;
  readonly kind: Kind;
  readonly x: number;
  readonly y: number;
  readonly onRun: ((run: string) => void) | undefined;
}

/** Told apart by shape as well as by colour: vanilla a square, recursive a diamond, MoR a disc. */
function Mark({ point, kind, x, y, onRun }: MarkProps) {
  const { run, sentence } = point;
  const shape = (
    <>
      {kind === 'mor' ? (
        <circle className={styles.mark} cx={x} cy={y} r={5} />
      ) : (
        <rect
          className={styles.mark}
          x={x - 4.5}
          y={y - 4.5}
          width={9}
          height={9}
          transform={kind === 'recursive' ? `rotate(45 ${x} ${y})` : undefined}
        />
      )}
      <circle className={styles.target} cx={x} cy={y} r={14}>
        <title>{sentence}</title>
      </circle>
    </>
  );
  if (run === undefined || !onRun) {
    return <g>{shape}</g>;
  }
  return (
    <a
      href={`?run=${run}`}
      aria-label={t().results.pictures.opensCard(sentence)}
      onClick={(event) => {
        event.preventDefault();
        onRun(run);
      }}
    >
      {shape}
    </a>
  );
}
