import styles from './token.module.css';
import { printed } from './token-text';

/** A token's text in the monospaced face, its leading space as a faint middle dot. */
export function Token({ text }: { readonly text: string }) {
  const { space, text: rest } = printed(text);
  return (
    <span className={styles.token}>
      {space && <span className={styles.space} aria-hidden="true" />}
      {rest}
    </span>
  );
}
