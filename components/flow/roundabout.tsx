// biome-ignore-all lint/a11y/noStaticElementInteractions: a shortcut for the pointer; tokens are chosen by keyboard in the list
// biome-ignore-all lint/a11y/useKeyWithClickEvents: as above
'use client';

import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useAppStore, useTogglePin } from '../app-store';
import type { FlowFacts } from './describe';
import { motionOf } from './motion';
import { BesideRoad } from './picture/beside-road';
import { Block } from './picture/block';
import { Chips } from './picture/chips';
import { Gate } from './picture/gate';
import { LayerBox } from './picture/layer-box';
import { painterOf } from './picture/painter';
import { Roads } from './picture/roads';
import { RoomNames } from './picture/room-names';
import { Shelves } from './picture/shelves';
import { useMarked } from './picture/use-marked';
import styles from './roundabout.module.css';
import type { Scene } from './scene/scene';

export interface Stage {
  /** Puts everything where it is at a time of playing. */
  draw(seconds: number): void;
}

interface Props {
  readonly ref: Ref<Stage>;
  readonly flow: FlowFacts;
  readonly scene: Scene;
  /** `mor` or `recursive`: the colour of the road's name. */
  readonly role: 'mor' | 'recursive';
  readonly shared: boolean;
  /** Under token-choice the ticket is drawn at the entrance. */
  readonly ticketed: boolean;
  /** What is said of the road beside it; null without one. */
  readonly besideTitle: string | null;
  /** The block of the picture opens the view of one recursion. */
  readonly onOpen: () => void;
}

/** The picture: drawn once by React, moved by `draw`. */
export function Roundabout({ ref, flow, scene, role, shared, ticketed, besideTitle, onOpen }: Props) {
  const { facts, timeline } = flow;
  const store = useAppStore();
  const togglePin = useTogglePin();
  const root = useRef<HTMLDivElement>(null);
  const motion = useMemo(() => motionOf(scene, timeline), [scene, timeline]);
  const painter = useRef<((seconds: number) => void) | null>(null);

  useEffect(() => {
    painter.current = root.current
      ? painterOf(root.current, { flow, scene, motion, shared, ticketed })
      : null;
    return () => {
      painter.current = null;
    };
  }, [flow, scene, motion, shared, ticketed]);
  useImperativeHandle(ref, () => ({ draw: (seconds) => painter.current?.(seconds) }), []);
  useMarked(root, scene);

  const { ring, chip, head, narrow, road } = scene;
  const gated = facts.routing !== 'none';
  const early = gated && facts.recursions > 1;
  return (
    <div
      ref={root}
      className={styles.stage}
      data-role={role}
      data-narrow={narrow || undefined}
      style={{ height: scene.height }}
      onPointerOver={(event) => store.getState().hover(positionOf(event.target))}
      onPointerLeave={() => store.getState().hover(null)}
      onClick={(event) => {
        const position = positionOf(event.target);
        if (position !== null) togglePin(position);
      }}
    >
      <svg width={scene.width} height={scene.height} aria-hidden="true">
        <Roads scene={scene} early={early} />
        <Block scene={scene} />
        {scene.before.map((box, i) => (
          <LayerBox key={box.label} box={box} name={`before:${i}`} narrow={narrow} />
        ))}
        {scene.after.map((box) => (
          <LayerBox key={box.label} box={box} name="after" narrow={narrow} />
        ))}
        <LayerBox box={head} name="head" narrow={narrow} />
        <Shelves scene={scene} tokens={facts.tokens.length} shared={shared} />
        <RoomNames scene={scene} early={early} />
        {ticketed && (
          <Gate
            x={ring.left - road / 2 - (narrow ? 2 : 14)}
            y={ring.middle}
            sign="#"
            label={narrow ? '' : 'tickets'}
            road={road}
          />
        )}
        <Gate
          x={ring.right}
          y={ring.middle}
          sign={ticketed ? '#' : gated ? '?' : String(facts.recursions)}
          label={ticketed ? 'ticket' : gated ? 'router' : 'laps'}
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
        {scene.beside && (
          <BesideRoad scene={scene} beside={scene.beside} tokens={facts.tokens.length} title={besideTitle} />
        )}
      </svg>
      {!narrow && (
        <button
          type="button"
          className={styles.open}
          style={{ left: scene.frame.x + scene.frame.width + 10, top: scene.frame.y + 2 }}
          onClick={onOpen}
        >
          Look inside
        </button>
      )}
      <Chips tokens={facts.tokens} chip={chip} ticketed={ticketed} />
    </div>
  );
}

function positionOf(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null;
  return element ? Number(element.dataset.position) : null;
}
