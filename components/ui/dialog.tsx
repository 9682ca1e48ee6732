'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import styles from './dialog.module.css';

interface Props {
  /** Its heading, and its accessible name. */
  readonly title: string;
  /** What stands on the button that closes it. */
  readonly close: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A sheet over the page while it is mounted. The platform's dialog: the focus stays in it, and Escape or a click beside it closes it. */
export function Dialog({ title, close, onClose, wide, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      data-wide={wide || undefined}
      aria-label={title}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div className={styles.body}>
        <div className={styles.head}>
          <h2>{title}</h2>
          <form method="dialog">
            <button type="submit" className={styles.close}>
              {close}
            </button>
          </form>
        </div>
        {children}
      </div>
    </dialog>
  );
}
