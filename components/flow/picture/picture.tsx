// biome-ignore-all lint/a11y/noStaticElementInteractions: a shortcut for the pointer; tokens are chosen by keyboard in the list
// biome-ignore-all lint/a11y/useKeyWithClickEvents: as above
'use client';

import {
  type CSSProperties,
  type ReactNode,
  type Ref,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
} from 'react';
import type { Role } from '../../../store/state';
import { useAppStore, useTogglePin } from '../../app-store';
import type { FlowFacts } from '../describe';
import { motionOf } from '../motion';
import styles from '../roundabout.module.css';
import type { Scene } from '../scene/scene';
import { Chips } from './chips';
import { painterOf } from './painter';
import { useMarked } from './use-marked';

export interface Stage {
  /** Puts everything where it is at a time of playing. */
  draw(seconds: number): void;
}

interface Props {
  readonly ref: Ref<Stage>;
  readonly flow: FlowFacts;
  readonly scene: Scene;
  /** How many times as large as laid out it is shown. */
  readonly scale: number;
  /** How many times as large its names are beside that. */
  readonly names: number;
  readonly role: Role;
  readonly shared: boolean;
  readonly ticketed: boolean;
  /** What the tokens travel through, in SVG. */
  readonly children: ReactNode;
  /** What lies over it. */
  readonly over?: ReactNode;
}

/** Roads and tokens: drawn once by React, moved by `draw`. */
export function Picture({ ref, flow, scene, scale, names, role, shared, ticketed, children, over }: Props) {
  const store = useAppStore();
  const togglePin = useTogglePin();
  const root = useRef<HTMLDivElement>(null);
  const motion = useMemo(() => motionOf(scene, flow.timeline), [scene, flow]);
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

  return (
    <div className={styles.frame} style={{ height: scene.height * scale }}>
      <div
        ref={root}
        className={styles.stage}
        data-picture=""
        data-role={role}
        data-narrow={scene.narrow || undefined}
        style={{ width: scene.width, height: scene.height, scale, '--names': names } as CSSProperties}
        onPointerOver={(event) => store.getState().hover(positionOf(event.target))}
        onPointerLeave={() => store.getState().hover(null)}
        onClick={(event) => {
          const position = positionOf(event.target);
          if (position !== null) togglePin(position);
        }}
      >
        <svg width={scene.width} height={scene.height} aria-hidden="true">
          {children}
        </svg>
        {over}
        <Chips tokens={flow.facts.tokens} chip={scene.chip} ticketed={ticketed} />
      </div>
    </div>
  );
}

function positionOf(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null;
  return element ? Number(element.dataset.position) : null;
}
