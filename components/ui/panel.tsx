'use client';

import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { t } from '../../languages/current';
import { toggleFullScreen } from './full-screen';
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

/** One step on in what a figure plays, or one back. */
type Step = (by: 1 | -1) => void;

/** Where a figure leaves its step for the panel that it stands in. */
const Remote = createContext<RefObject<Step | null> | null>(null);

/** What a remote control's keys do while the figure's panel fills the screen; nothing for a panel whose figure has no steps. */
export function useRemote(step: Step): void {
  const remote = useContext(Remote);
  useEffect(() => {
    if (!remote) return;
    remote.current = step;
    return () => {
      if (remote.current === step) remote.current = null;
    };
  }, [remote, step]);
}

/** A sheet of the page with its heading. Every one of them can fill the screen, for a projector, and is then stepped as slides are. */
export function Panel({ title, aside, asideBelow, actions, className, busy, children }: Props) {
  const heading = useId();
  const root = useRef<HTMLElement>(null);
  const remote = useRef<Step | null>(null);
  const { full, available, toggle } = useFullScreen(root);
  useRemoteKeys(full, remote);
  return (
    <section
      ref={root}
      data-panel=""
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
      <Remote value={remote}>{children}</Remote>
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
  return { full, available, toggle: () => toggleFullScreen(root.current) };
}

const STEPS: { readonly [key: string]: 1 | -1 } = {
  PageDown: 1,
  PageUp: -1,
  ArrowRight: 1,
  ArrowLeft: -1,
};
/** What moves by arrows itself. */
const ARROWED = 'input, select, textarea, [role="grid"], [role="group"][tabindex]';

/** While a panel fills the screen, wherever the focus is. */
function useRemoteKeys(full: boolean, remote: RefObject<Step | null>): void {
  useEffect(() => {
    if (!full) return;
    const onKey = (event: KeyboardEvent) => {
      const by = STEPS[event.key];
      if (by === undefined || remote.current === null || event.defaultPrevented) return;
      const own = event.target instanceof Element && event.target.closest(ARROWED) !== null;
      if (own && event.key.startsWith('Arrow')) return;
      event.preventDefault();
      remote.current(by);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [full, remote]);
}
