'use client';

import { lazy, Suspense } from 'react';
import { t } from '../../languages/current';
import panel from '../ui/panel.module.css';
import { Popover } from '../ui/popover';
import type { SavableView } from './savables';

/** Comes when it is opened, with all that draws and writes files. */
const SaveMenu = lazy(() => import('./save-menu').then((file) => ({ default: file.SaveMenu })));

/** Saves what a panel shows: a quiet button in its head. */
export function SaveAction({ view }: { readonly view: SavableView }) {
  return (
    <Popover className={panel.action} title={t().save.title} trigger={t().save.title}>
      {() => (
        <Suspense fallback={<p>{t().save.oneMoment}</p>}>
          <SaveMenu view={view} />
        </Suspense>
      )}
    </Popover>
  );
}
