'use client';

import { CostPanel } from '../cost/cost-panel';
import { DepthMap } from '../depth-map/depth-map';
import { Inspector } from '../inspector/inspector';
import { Sentence } from '../sentence/sentence';
import { Messages } from '../status/messages';
import { Switches } from '../switches/switches';
import styles from './explore.module.css';
import { Header } from './header';

/** The front page: the text, the switches, the picture with the pinned token beside it, and what it all costs. */
export function Explore({ live }: { readonly live: boolean }) {
  return (
    <>
      <Header />
      <main className={styles.main}>
        <Sentence live={live} />
        <Switches />
        <Messages />
        <div className={styles.stage}>
          <DepthMap />
          <Inspector />
          <CostPanel />
        </div>
      </main>
      <footer className={styles.footer}>
        <p>
          Every number here comes from a model that runs in this page, or from a recorded run of one. The
          method is <a href="https://arxiv.org/abs/2507.10524">Mixture-of-Recursions (arXiv 2507.10524)</a>.
          The models are small ones of our own, trained on simple stories.
        </p>
      </footer>
    </>
  );
}
