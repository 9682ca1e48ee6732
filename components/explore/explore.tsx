'use client';

import { type ComponentType, lazy, Suspense } from 'react';
import { t } from '../../languages/current';
import { useApp, useAppStore, useShown } from '../app-store';
import { SheetButtons } from '../commands/sheet-buttons';
import { Sentence } from '../sentence/sentence';
import { Messages } from '../status/messages';
import { Switches } from '../switches/switches';
import { Panel } from '../ui/panel';
import { RichText } from '../ui/rich-text';
import styles from './explore.module.css';
import { Header } from './header';
import { ShowAll } from './show-all';
import { Views } from './views';

/** Nothing is in them before there is a run: their code comes after the picture's. */
const Inspector = lazy(() => import('../inspector/inspector').then((file) => ({ default: file.Inspector })));
const CostPanel = lazy(() => import('../cost/cost-panel').then((file) => ({ default: file.CostPanel })));

const ScreenSummary = lazy(() =>
  import('../status/summaries').then((file) => ({ default: file.ScreenSummary })),
);
const DropTarget = lazy(() => import('../export/drop-target').then((file) => ({ default: file.DropTarget })));

const Commands = lazy(() => import('../commands/commands').then((file) => ({ default: file.Commands })));
const OfflineCorner = lazy(() =>
  import('../offline/offline-corner').then((file) => ({ default: file.OfflineCorner })),
);

const EmbedFoot = lazy(() => import('./embed-foot').then((file) => ({ default: file.EmbedFoot })));

/**
 * The front page: the text, the switches, the picture with the pinned token beside it, and what it all costs. A link may leave
 * any of them out but the picture.
 */
export function Explore({ live }: { readonly live: boolean }) {
  const store = useAppStore();
  const embed = useApp((state) => state.settings.embed);
  const [switches, inspector, cost] = [useShown('switches'), useShown('inspector'), useShown('cost')];
  return (
    <>
      {!embed && <Header />}
      <main id="main" tabIndex={-1} className={styles.main} data-embed={embed || undefined}>
        <Suspense>{live && <ScreenSummary />}</Suspense>
        <Sentence live={live} />
        {switches && <Switches />}
        <Messages />
        <Suspense>{live && <DropTarget />}</Suspense>
        <Suspense>{live && <Commands store={store} />}</Suspense>
        <div className={styles.stage} data-alone={!inspector || undefined}>
          <Views />
          {inspector && <Later live={live} title={t().explore.oneToken} part={Inspector} />}
          {cost && <Later live={live} title={t().explore.costs} part={CostPanel} />}
        </div>
      </main>
      {embed ? (
        <Suspense>
          <EmbedFoot />
        </Suspense>
      ) : (
        <footer className={styles.footer}>
          <p>
            <RichText
              text={t().explore.about()}
              as={{ paper: (name) => <a href="https://arxiv.org/abs/2507.10524">{name}</a> }}
            />
          </p>
          <div className={styles.footActions}>
            <SheetButtons />
            <Suspense>{live && <OfflineCorner />}</Suspense>
            <ShowAll />
          </div>
        </footer>
      )}
    </>
  );
}

interface LaterProps {
  readonly live: boolean;
  readonly title: string;
  readonly part: ComponentType;
}

/** A part whose code is on its way; its place is kept, in the page as it is served too. */
function Later({ live, title, part: Part }: LaterProps) {
  const place = (
    <Panel title={title} className={styles.coming}>
      {null}
    </Panel>
  );
  return <Suspense fallback={place}>{live ? <Part /> : place}</Suspense>;
}
