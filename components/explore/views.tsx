'use client';

import { type ComponentType, lazy, Suspense } from 'react';
import { t } from '../../languages/current';
import type { Settings } from '../../store/state';
import { useApp, useShown } from '../app-store';
import { DepthMap } from '../depth-map/depth-map';
import { RunLine } from '../status/run-line';
import { plainOptions } from '../switches/options';
import { Panel } from '../ui/panel';
import { Segmented } from '../ui/segmented';
import styles from './explore.module.css';

/** The pictures of one run. The first is in the page as it is served; the code of the others comes when they are opened. */
const VIEWS: { readonly [view in Settings['view']]: ComponentType } = {
  depth: DepthMap,
  flow: lazy(() => import('../flow/flow-view').then((file) => ({ default: file.FlowView }))),
  'kv-cache': lazy(() => import('../kv-cache/kv-cache-view').then((file) => ({ default: file.KvCacheView }))),
  generate: lazy(() => import('../generate/generate-view').then((file) => ({ default: file.GenerateView }))),
  causality: lazy(() =>
    import('../causality/causality-view').then((file) => ({ default: file.CausalityView })),
  ),
  batching: lazy(() => import('../batching/batching-view').then((file) => ({ default: file.BatchingView }))),
};

export function Views() {
  const view = useApp((state) => state.settings.view);
  const set = useApp((state) => state.set);
  const choice = useShown('views');
  const View = VIEWS[view];
  return (
    <div className={styles.views}>
      <div className={styles.viewBar}>
        {choice && (
          <Segmented
            label={t().explore.view}
            hideLabel
            value={view}
            options={plainOptions('view', t().explore.views)}
            onChange={(next) => set({ view: next })}
          />
        )}
        <RunLine />
      </div>
      <Suspense
        fallback={
          <Panel title={t().explore.oneMoment} className={styles.coming}>
            {t().explore.onTheWay}
          </Panel>
        }
      >
        <View />
      </Suspense>
    </div>
  );
}
