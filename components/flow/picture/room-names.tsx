import styles from '../roundabout.module.css';
import type { RoundScene } from '../scene/scene';

/** What the places beside the roads are. */
export function RoomNames({ scene, early }: { readonly scene: RoundScene; readonly early: boolean }) {
  const { rooms, narrow } = scene;
  return (
    <>
      <text x={rooms.text.x} y={narrow ? 14 : rooms.text.y - 12} className={styles.room}>
        the text
      </text>
      {early && (
        <text x={rooms.waiting.x} y={rooms.waiting.y - 12} className={styles.room}>
          {narrow || rooms.waiting.width < 250
            ? 'left: wait for the others'
            : 'those who left wait here, in reading order'}
        </text>
      )}
      {!narrow && (
        <text x={rooms.done.x} y={rooms.done.y - 12} className={styles.room}>
          ready to predict
        </text>
      )}
    </>
  );
}
