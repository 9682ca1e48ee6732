import type { Action } from './action';
import styles from './commands.module.css';
import { useSingleKeys } from './single-keys';

/** The key of a command, as it is printed on keyboards; nothing where it has none. */
export function KeyCap({ action: { key, chord } }: { readonly action: Action }) {
  const acts = useSingleKeys();
  if (chord !== undefined) return <kbd className={styles.cap}>{`${modifier()} ${chord.toUpperCase()}`}</kbd>;
  if (key === undefined || !acts) return null;
  return <kbd className={styles.cap}>{key.toUpperCase()}</kbd>;
}

const modifier = () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl');
