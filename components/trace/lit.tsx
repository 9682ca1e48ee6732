'use client';

import { useEffect, useState } from 'react';
import { useApp, useAppStore } from '../app-store';
import styles from './lit.module.css';
import type { Phrase } from './phrases';

/**
 * A sentence and a picture that light each other: a phrase under the pointer or the focus lights the tokens it speaks of in
 * every picture, and is lit while one of them is looked at; pressed, it stays alight. A view that wants it makes its caption of
 * `Phrase`s (phrases.ts, memoised: a phrase is told by its set of positions) and puts `useLight(position)` on its tokens as
 * `data-light`; the columns of every token grid have it.
 */
export function Lit({ phrases }: { readonly phrases: readonly Phrase[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: a phrase is its place in the sentence
  return phrases.map(({ text, of }, i) => (of ? <Lighting key={i} text={text} of={of} /> : text));
}

/** Whether words looked at speak of this token: it stands out, or the others do. Undefined where none are looked at. */
export function useLight(position: number): 'lit' | 'dim' | undefined {
  return useApp(({ selection: { lit } }) => (lit === null ? undefined : lit.has(position) ? 'lit' : 'dim'));
}

function Lighting({ text, of }: { readonly text: string; readonly of: ReadonlySet<number> }) {
  const store = useAppStore();
  const lit = useApp((state) => state.selection.lit === of);
  const met = useApp(({ selection: { hovered } }) => hovered !== null && of.has(hovered));
  const [pressed, setPressed] = useState(false);
  const held = pressed && lit;

  const light = (on: boolean) => {
    const { selection, light: set } = store.getState();
    if (on) set(of);
    else if (selection.lit === of) set(null);
  };
  const leave = () => {
    if (!held) light(false);
  };
  useEffect(() => {
    return () => {
      const { selection, light: set } = store.getState();
      if (selection.lit === of) set(null);
    };
  }, [store, of]);

  return (
    <button
      type="button"
      className={styles.phrase}
      aria-pressed={held}
      data-lit={lit || met || undefined}
      onPointerEnter={() => light(true)}
      onPointerLeave={leave}
      onFocus={() => light(true)}
      onBlur={leave}
      onClick={() => {
        setPressed(!held);
        light(!held);
      }}
    >
      {text}
    </button>
  );
}
