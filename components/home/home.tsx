import { PageHeader } from '../site/page-header';
import styles from './home.module.css';

const base = process.env.NEXT_PUBLIC_BASE_PATH ?? '';

/** The front door: what Mixture-of-Recursions is, and the ways into the site. */
export function Home() {
  return (
    <>
      <PageHeader current="/" />
      <main className={styles.main}>
        <h1>A language model that decides how long to think about each word</h1>
        <p className={styles.lead}>
          Mixture-of-Recursions uses one block of layers again and again, and lets a router choose for each
          token how often. Here such models run in your browser, and you watch them think.
        </p>
        <p>
          <a className={styles.first} href={`${base}/explore/`}>
            Explore
          </a>
        </p>
      </main>
    </>
  );
}
