'use client';

import { useApp } from '../app-store';
import type { Piece } from './describe';
import styles from './flow-view.module.css';

/** A sentence whose words light the tokens they speak of, in every view. */
export function Told({ pieces }: { readonly pieces: readonly Piece[] }) {
  const light = useApp((state) => state.light);
  return pieces.map(({ text, tokens }, i) => {
    const key = `${i} ${text}`;
    if (!tokens) return <span key={key}>{text}</span>;
    const on = () => light(new Set(tokens));
    const off = () => light(null);
    return (
      <button
        key={key}
        type="button"
        className={styles.lights}
        onPointerEnter={on}
        onPointerLeave={off}
        onFocus={on}
        onBlur={off}
      >
        {text}
      </button>
    );
  });
}
