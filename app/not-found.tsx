import type { Metadata } from 'next';
import Link from 'next/link';
import styles from './message.module.css';

export const metadata: Metadata = { title: 'Not found, MoR Explorer' };

export default function NotFound() {
  return (
    <main className={styles.message}>
      <h1>There is no page at this address</h1>
      <p>The link may be old, or a letter of it is missing.</p>
      <p>
        <Link href="/">Go to the explorer</Link>
      </p>
    </main>
  );
}
