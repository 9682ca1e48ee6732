import { t } from '../../../languages/current';
import { columns } from '../../ui/token-text';
import styles from '../roundabout.module.css';
import type { Beside, RoundScene } from '../scene/scene';
import { rectOf, short } from './labels';

interface Props {
  readonly scene: RoundScene;
  readonly beside: Beside;
  readonly tokens: number;
  /** What is said of it, where there is room. */
  readonly title: string | null;
}

/** The other model's road: all tokens at once from layer to layer. */
export function BesideRoad({ scene, beside, tokens, title }: Props) {
  const { y, boxes, height } = beside;
  const { narrow } = scene;
  const says = t().flow.picture;
  const pill = narrow ? says.allShort(tokens) : says.all(tokens);
  const half = narrow ? 6 + columns(pill) * 3.1 : 12 + columns(pill) * 3.7;
  return (
    <g className={styles.beside}>
      <text x={narrow ? scene.rooms.text.x : 0} y={y - height / 2 - 32} className={styles.side}>
        <tspan>{says.beside}</tspan>
        {!narrow && title !== null && t().flow.about.of(title)}
      </text>
      <g className={styles.roads} style={{ strokeWidth: height - (narrow ? 10 : 14) }}>
        <path d={`M${scene.from} ${y}H${scene.to}`} />
      </g>
      <g className={styles.lanes}>
        <path d={`M${scene.from} ${y}H${scene.to}`} />
      </g>
      {boxes.map((box, i) => (
        <g key={box.x} data-beside={i}>
          <rect {...rectOf(box)} rx={narrow ? 6 : 10} className={styles.layer} />
          <text x={box.x + box.width / 2} y={box.y - 8} className={styles.label}>
            {short(box, narrow || box.width < 46)}
          </text>
        </g>
      ))}
      <g data-pill="" className={styles.pill}>
        <rect x={-half} y={-13} width={2 * half} height={26} rx={13} />
        <text y={0.5}>{pill}</text>
      </g>
    </g>
  );
}
