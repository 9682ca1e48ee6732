import { t } from '../../../languages/current';
import styles from '../roundabout.module.css';
import type { RoundScene } from '../scene/scene';

/** What the places beside the roads are. */
export function RoomNames({ scene, early }: { readonly scene: RoundScene; readonly early: boolean }) {
  const { rooms, narrow } = scene;
  const says = t().flow.picture;
  return (
    <>
      <text x={rooms.text.x} y={narrow ? 14 : rooms.text.y - 12} className={styles.room}>
        {says.text}
      </text>
      {early && (
        <text x={rooms.waiting.x} y={rooms.waiting.y - 12} className={styles.room}>
          {narrow || rooms.waiting.width < 250 ? says.waitingShort : says.waiting}
        </text>
      )}
      {!narrow && (
        <text x={rooms.done.x} y={rooms.done.y - 12} className={styles.room}>
          {says.ready}
        </text>
      )}
    </>
  );
}
