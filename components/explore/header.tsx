import { BackendBadge } from '../status/backend-badge';
import { ThemeChoice } from '../status/theme-choice';
import { CopyLink } from './copy-link';
import styles from './explore.module.css';

export function Header() {
  return (
    <header className={styles.header}>
      <span className={styles.logo}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 21a9 9 0 1 1 9-9" />
          <path d="M12 17a5 5 0 1 1 5-5" />
          <circle cx="12" cy="12" r="2" />
        </svg>
        <span className={styles.name}>MoR Explorer</span>
      </span>
      <div className={styles.headerEnd}>
        <BackendBadge />
        <ThemeChoice />
        <CopyLink />
      </div>
    </header>
  );
}
