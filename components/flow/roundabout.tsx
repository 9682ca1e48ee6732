import { t } from '../../languages/current';
import type { RunFacts } from '../trace/facts';
import { BesideRoad } from './picture/beside-road';
import { Block } from './picture/block';
import { Gate } from './picture/gate';
import { LayerBox } from './picture/layer-box';
import { Roads } from './picture/roads';
import { RoomNames } from './picture/room-names';
import { Shelves } from './picture/shelves';
import styles from './roundabout.module.css';
import type { RoundScene } from './scene/scene';

interface Props {
  readonly scene: RoundScene;
  readonly facts: RunFacts;
  readonly shared: boolean;
  /** Under token-choice the ticket is drawn at the entrance. */
  readonly ticketed: boolean;
  /** What is said of the road beside it; null without one. */
  readonly besideTitle: string | null;
}

/** The road of a model that recurs: round the shared block, past the router's gate, out early or late. */
export function Roundabout({ scene, facts, shared, ticketed, besideTitle }: Props) {
  const { ring, head, narrow, road, beside } = scene;
  const tokens = facts.tokens.length;
  const gated = facts.routing !== 'none';
  const early = gated && facts.recursions > 1;
  const says = t().flow.picture;
  return (
    <>
      <Roads scene={scene} early={early} />
      <Block scene={scene} />
      {scene.before.map((box, i) => (
        <LayerBox key={box.label} box={box} name={`before:${i}`} narrow={narrow} />
      ))}
      {scene.after.map((box) => (
        <LayerBox key={box.label} box={box} name="after" narrow={narrow} />
      ))}
      <LayerBox box={head} name="head" narrow={narrow} />
      <Shelves scene={scene} tokens={tokens} shared={shared} />
      <RoomNames scene={scene} early={early} />
      {ticketed && (
        <Gate
          x={narrow ? ring.left + 2 : ring.left - road / 2 - 14}
          y={ring.middle}
          sign="#"
          label={narrow ? '' : says.tickets}
          road={road}
        />
      )}
      <Gate
        x={ring.right}
        y={ring.middle}
        sign={ticketed ? '#' : gated ? '?' : String(facts.recursions)}
        label={ticketed ? says.ticket : gated ? says.router : says.laps}
        road={road}
        inside={!narrow}
      />
      <text
        className={styles.verdict}
        x={narrow ? scene.width - 2 : ring.right + road / 2 + 6}
        y={narrow ? ring.bottom + road / 2 + 22 : ring.middle - road / 2 - 16}
        textAnchor={narrow ? 'end' : 'start'}
        data-verdict=""
      />
      {beside && <BesideRoad scene={scene} beside={beside} tokens={tokens} title={besideTitle} />}
    </>
  );
}
