import styles from '../roundabout.module.css';
import type { RoundScene } from '../scene/scene';

/** The road in, the ring and the road out; where tokens may leave early, the way off. */
export function Roads({ scene, early }: { readonly scene: RoundScene; readonly early: boolean }) {
  const { ring, rooms, chip, narrow } = scene;
  const straight = `M${scene.from} ${ring.middle}H${ring.left}M${ring.right} ${ring.middle}H${scene.to}`;
  const round = ringPath(ring);
  const [x, y] = [rooms.waiting.x, rooms.waiting.y + chip.height / 2];
  return (
    <>
      <g className={styles.roads} style={{ strokeWidth: scene.road }}>
        <path d={straight} />
        <path className={styles.ring} d={round} />
      </g>
      <g className={styles.lanes}>
        <path d={straight} />
        <path d={round} />
      </g>
      <path
        className={styles.arrow}
        d={`M${(ring.left + ring.right) / 2 + 6} ${ring.bottom - 6}l-10 6 10 6`}
      />
      {early && !narrow && (
        <path
          className={styles.exit}
          d={`M${ring.right + 12} ${ring.middle + 16}C${ring.right + 16} ${rooms.waiting.y - 26} ${x - 30} ${y} ${x - 8} ${y}`}
        />
      )}
    </>
  );
}

function ringPath({ left, right, top, bottom, radius }: RoundScene['ring']): string {
  const arc = (x: number, y: number) => `A${radius} ${radius} 0 0 1 ${x} ${y}`;
  return `M${left} ${top + radius}${arc(left + radius, top)}H${right - radius}${arc(right, top + radius)}V${bottom - radius}${arc(right - radius, bottom)}H${left + radius}${arc(left, bottom - radius)}Z`;
}
