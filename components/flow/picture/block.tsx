import { t } from '../../../languages/current';
import styles from '../roundabout.module.css';
import type { RoundScene } from '../scene/scene';
import { rectOf, short } from './labels';

/** The shared block: its layers, each a slab across the ring. */
export function Block({ scene: { frame, block, narrow } }: { readonly scene: RoundScene }) {
  return (
    <g className={styles.block}>
      <rect {...rectOf(frame)} rx={14} className={styles.frame} />
      <text x={frame.x + frame.width / 2} y={frame.y + (narrow ? 15 : 21)} className={styles.blockName}>
        {narrow ? t().flow.picture.blockShort : t().flow.picture.block}
      </text>
      {block.map((box, i) => (
        <g key={box.x} data-box={`block:${i}`}>
          <rect {...rectOf(box)} rx={8} className={styles.slab} />
          <text x={box.x + box.width / 2} y={frame.y + (narrow ? 31 : 41)} className={styles.label}>
            {short(box, narrow || box.width < 42)}
          </text>
        </g>
      ))}
    </g>
  );
}
