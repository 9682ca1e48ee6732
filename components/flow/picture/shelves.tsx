import styles from '../roundabout.module.css';
import type { RoundScene, Store } from '../scene/scene';
import { storeName } from './labels';

interface Props {
  readonly scene: RoundScene;
  readonly tokens: number;
  readonly shared: boolean;
}

/** Inside the ring: how far the run is, and the keys and values it keeps. */
export function Shelves({ scene, tokens, shared }: Props) {
  const { ring, store, narrow } = scene;
  const middle = (ring.left + ring.right) / 2;
  return (
    <g className={styles.store} data-store="">
      <defs>
        <pattern
          id="flow-reused"
          width="5"
          height="5"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="2" height="5" className={styles.hatch} />
        </pattern>
      </defs>
      <text x={middle} y={ring.middle - (narrow ? 30 : 40)} className={styles.counter} data-counter="" />
      {!narrow && <text x={middle} y={ring.middle - 22} className={styles.label} data-count="" />}
      {Array.from({ length: store.rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a picture that is drawn anew when they change
        <g key={row}>
          <Shelf store={store} row={row} at={row} tokens={tokens} />
          {store.rows > 1 && (
            <text
              x={store.x - 10}
              y={store.y + row * store.pitch + store.cellHeight - 1}
              className={styles.shelfName}
            >
              {row + 1}
            </text>
          )}
          {shared && (
            <rect className={styles.reused} data-reused="" {...outline(store, row, tokens)} rx={4} />
          )}
        </g>
      ))}
      <text
        x={middle}
        y={store.y + store.rows * store.pitch + (narrow ? 9 : 14)}
        className={styles.storeName}
        data-store-name=""
      >
        {storeName(shared, narrow)}
      </text>
    </g>
  );
}

interface ShelfProps {
  readonly store: Store;
  /** Its number among the shelves of the picture. */
  readonly row: number;
  /** Its place in its store. */
  readonly at?: number;
  readonly tokens: number;
}

/** One shelf, a cell a token. */
export function Shelf({ store, row, at = 0, tokens }: ShelfProps) {
  return (
    <>
      <rect className={styles.shelf} {...outline(store, at, tokens)} rx={4} />
      {Array.from({ length: tokens }, (_, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its position
          key={i}
          data-cell={`${row}:${i}`}
          className={styles.cell}
          x={store.x + i * store.cell + Math.min(1, store.cell / 8)}
          y={store.y + at * store.pitch}
          width={Math.max(0.5, store.cell - Math.min(2, store.cell / 4))}
          height={store.cellHeight}
          rx={Math.min(2.5, store.cell / 4)}
        />
      ))}
    </>
  );
}

const outline = (store: Store, at: number, tokens: number) => ({
  x: store.x - 3,
  y: store.y + at * store.pitch - 2,
  width: store.cell * tokens + 6,
  height: store.cellHeight + 4,
});
