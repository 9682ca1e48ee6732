import styles from '../roundabout.module.css';
import type { Box } from '../scene/scene';
import { rectOf, short } from './labels';

export function LayerBox({
  box,
  name,
  narrow,
}: {
  readonly box: Box;
  readonly name: string;
  readonly narrow: boolean;
}) {
  return (
    <g data-box={name}>
      <rect {...rectOf(box)} rx={narrow ? 7 : 11} className={styles.layer} />
      <text x={box.x + box.width / 2} y={box.y - 9} className={styles.label}>
        {short(box, narrow)}
      </text>
    </g>
  );
}
