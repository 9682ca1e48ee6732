'use client';

import { type ReactNode, useId, useState } from 'react';
import { t } from '../../languages/current';
import styles from './popover.module.css';

interface Props {
  /** What stands on the button. */
  readonly trigger: ReactNode;
  /** Name of the button where its content alone does not say enough. */
  readonly label?: string;
  /** Heading of the popover, and its accessible name. */
  readonly title: string;
  readonly className?: string | undefined;
  /** Built only while the popover is open. */
  readonly children: () => ReactNode;
}

/** A button and what it opens. The platform's popover: Escape, a click elsewhere and focus order come with it. */
export function Popover({ trigger, label, title, className, children }: Props) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" popoverTarget={id} className={className} aria-label={label} aria-expanded={open}>
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        role="dialog"
        aria-label={title}
        className={styles.popover}
        onBeforeToggle={(event) => {
          if (event.newState === 'open') setOpen(true);
        }}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && (
          <>
            <div className={styles.head}>
              <strong>{title}</strong>
              <button type="button" popoverTarget={id} popoverTargetAction="hide" className={styles.close}>
                {t().ui.close}
              </button>
            </div>
            {children()}
          </>
        )}
      </div>
    </>
  );
}
