'use client';

import { lazy, Suspense } from 'react';
import { Inspector } from '../inspector/inspector';
import { Sentence } from '../sentence/sentence';
import { Messages } from '../status/messages';
import { Switches } from '../switches/switches';
import { Panel } from '../ui/panel';
import styles from './explore.module.css';
import { Header } from './header';
import { Views } from './views';

/** Below the fold: its code comes after the picture's. */
const CostPanel = lazy(() => import('../cost/cost-panel').then((file) => ({ default: file.CostPanel })));

const DropTarget = lazy(() => import('../export/drop-target').then((file) => ({ default: file.DropTarget })));

/** The front page: the text, the switches, the picture with the pinned token beside it, and what it all costs. */
export function Explore({ live }: { readonly live: boolean }) {
  return (
    <>
      <Header />
      <main className={styles.main}>
        <Sentence live={live} />
        <Switches />
        <Messages />
        <Suspense>{live && <DropTarget />}</Suspense>
        <div className={styles.stage}>
          <Views />
          <Inspector />
          <Suspense fallback={<Panel title="What it costs">{null}</Panel>}>
            {live ? <CostPanel /> : <Panel title="What it costs">{null}</Panel>}
          </Suspense>
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
