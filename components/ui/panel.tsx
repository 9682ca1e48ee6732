'use client';

import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { t } from '../../languages/current';
import styles from './panel.module.css';

interface Props {
  readonly title: ReactNode;
  /** Said after the title, quieter. */
  readonly aside?: ReactNode;
  /** Controls of this panel, at the right of its title. */
  readonly actions?: ReactNode;
  /** The aside takes a line of its own: a narrow panel whose title changes in length. */
  readonly asideBelow?: boolean;
  readonly className?: string | undefined;
  readonly busy?: boolean;
  readonly children: ReactNode;
}

/** A sheet of the page with its heading. Every one of them can fill the screen, for a projector. */
export function Panel({ title, aside, asideBelow, actions, className, busy, children }: Props) {
  const heading = useId();
  const root = useRef<HTMLElement>(null);
  const { full, available, toggle } = useFullScreen(root);
  return (
    <section
      ref={root}
      aria-labelledby={heading}
      aria-busy={busy || undefined}
      className={`${styles.panel} ${className ?? ''}`}
    >
      <div className={styles.head}>
        <h2 id={heading} className={styles.title}>
          {title}
        </h2>
        {aside && <span className={`${styles.aside} ${asideBelow ? styles.below : ''}`}>{aside}</span>}
        <div className={styles.actions}>
          {actions}
          {available && (
            <button type="button" className={styles.action} onClick={toggle}>
              {full ? t().ui.leaveFullScreen : t().ui.fullScreen}
            </button>
          )}
        </div>
      </div>
      {children}
    </section>
  );
}

/** A quiet button for a panel's head. */
export function PanelAction(props: { onClick: () => void; pressed?: boolean; children: ReactNode }) {
  return (
    <button type="button" className={styles.action} aria-pressed={props.pressed} onClick={props.onClick}>
      {props.children}
    </button>
  );
}

function useFullScreen(root: React.RefObject<HTMLElement | null>) {
  const [full, setFull] = useState(false);
  const [available, setAvailable] = useState(false);
  useEffect(() => {
    setAvailable(document.fullscreenEnabled === true);
    const changed = () => setFull(root.current !== null && document.fullscreenElement === root.current);
    document.addEventListener('fullscreenchange', changed);
    return () => document.removeEventListener('fullscreenchange', changed);
  }, [root]);
  const toggle = () => {
    // A browser that refuses leaves the panel as it is; there is nothing to tell.
    const done = full ? document.exitFullscreen() : root.current?.requestFullscreen();
    done?.catch(() => {});
  };
  return { full, available, toggle };
}
