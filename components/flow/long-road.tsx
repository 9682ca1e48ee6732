import { t } from '../../languages/current';
import { LayerBox } from './picture/layer-box';
import { Shelf } from './picture/shelves';
import styles from './roundabout.module.css';
import type { LongScene } from './scene/scene';

/** The road of a model without recursion: every token through every layer, and a shelf of keys and values under each. */
export function LongRoad({ scene, tokens }: { readonly scene: LongScene; readonly tokens: number }) {
  const { layers, stores, head, rooms, narrow, path } = scene;
  const says = t().flow.picture;
  return (
    <>
      <g className={styles.roads} style={{ strokeWidth: scene.road }}>
        <path className={styles.ring} d={path} />
      </g>
      <g className={styles.lanes}>
        <path d={path} />
      </g>
      {layers.map((box, i) => (
        <LayerBox key={box.label} box={box} name={`before:${i}`} narrow={narrow} />
      ))}
      <LayerBox box={head} name="head" narrow={narrow} />
      {stores.map((store, row) => (
        <Shelf key={store.x + store.y} store={store} row={row} tokens={tokens} />
      ))}
      <text x={rooms.text.x} y={rooms.text.y - 12} className={styles.room}>
        {says.text}
      </text>
      <text x={rooms.done.x} y={rooms.done.y - 12} className={styles.room}>
        {says.ready}
      </text>
      <text x={scene.width - rooms.done.x} y={rooms.done.y - 12} textAnchor="end" className={styles.room}>
        {narrow ? says.shelvesOfLayersShort : says.shelvesOfLayers}
      </text>
    </>
  );
}
