'use client';

import { useEffect, useRef, useState } from 'react';
import { t } from '../../languages/current';
import { fitsInLink } from '../../store/url';
import { useApp, useAppStore } from '../app-store';
import { addressOf } from './address';
import styles from './copy-link.module.css';
import { describeOutcome, handOver, type Outcome } from './hand-over';

/** Copies the address of what is in view; under a finger, hands it to whatever the device shares with. */
export function CopyLink() {
  const store = useAppStore();
  const [shares, setShares] = useState(false);
  const [last, setLast] = useState<{ address: string; outcome: Outcome } | null>(null);
  // What was said of a link is unsaid once the view is another.
  const still = useApp((state) => last !== null && addressOf(state) === last.address);
  const whole = useApp((state) => fitsInLink(state.settings.text));
  useEffect(() => setShares('share' in navigator && matchMedia('(pointer: coarse)').matches), []);

  const outcome = still && last ? last.outcome : null;
  const says = t().explore.link;
  const told = outcome === 'refused' || (outcome !== null && !whole);
  return (
    <div className={styles.copy}>
      <button
        type="button"
        className={styles.button}
        onClick={async () => {
          const address = addressOf(store.getState());
          setLast({ address, outcome: await handOver(address, shares) });
        }}
      >
        {outcome === 'copied' ? says.copied : shares ? says.share : says.copy}
      </button>
      <div className={told ? styles.told : 'visually-hidden'}>
        <p role="status" aria-label={says.name}>
          {outcome && describeOutcome(outcome, whole)}
        </p>
        {outcome === 'refused' && last && <Field address={last.address} onLeave={() => setLast(null)} />}
      </div>
    </div>
  );
}

/** The link to copy by hand, selected. */
function Field({ address, onLeave }: { readonly address: string; readonly onLeave: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  return (
    <input
      ref={field}
      className={styles.field}
      aria-label={t().explore.link.field}
      readOnly
      value={address}
      onBlur={onLeave}
      onKeyDown={(event) => event.key === 'Escape' && onLeave()}
    />
  );
}
