'use client';

import { lazy, Suspense } from 'react';
import { useApp, useShown } from '../app-store';
import { Views } from '../explore/views';
import { Sentence } from '../sentence/sentence';
import { Messages } from '../status/messages';
import { Switches } from '../switches/switches';
import { Panel } from '../ui/panel';
import { useLearnWords } from './learn-words';
import styles from './player.module.css';

const Inspector = lazy(() => import('../inspector/inspector').then((file) => ({ default: file.Inspector })));
const CostPanel = lazy(() => import('../cost/cost-panel').then((file) => ({ default: file.CostPanel })));

/** The explorer beside a lesson: the parts of the front page, those that the step shows. */
export function Stage({ covered }: { readonly covered: boolean }) {
  const { player } = useLearnWords();
  const [switches, inspector, cost] = [useShown('switches'), useShown('inspector'), useShown('cost')];
  return (
    <section className={styles.stage} aria-label={player.model}>
      {covered ? (
        <Cover />
      ) : (
        <>
          <Sentence live besideLesson />
          {switches && <Switches />}
          <Messages />
          <Views />
          <Suspense>{inspector && <Inspector />}</Suspense>
          <Suspense>{cost && <CostPanel />}</Suspense>
        </>
      )}
    </section>
  );
}

/** In the place of the answer, until the learner has committed to one of their own. */
function Cover() {
  const { predict } = useLearnWords();
  const text = useApp((state) => state.settings.text);
  const failed = useApp((state) => state.run.status === 'failed');
  return (
    <>
      {failed && <Messages />}
      <Panel title={predict.covered}>
        <p className={styles.coveredText}>{text}</p>
        <p className={styles.coveredWhy}>{predict.coveredWhy}</p>
      </Panel>
    </>
  );
}
