'use client';

import { t } from '../../languages/current';
import { useApp } from '../app-store';
import { Segmented } from '../ui/segmented';
import { plainOptions } from './options';
import styles from './switches.module.css';

/** Beside the words about the cache: whether the model runs with the cache it was trained with. */
export function ServedCache() {
  const served = useApp((state) => state.settings.servedCache);
  const set = useApp((state) => state.set);
  const says = t().switches;
  return (
    <div className={styles.served}>
      <span aria-hidden="true">{says.runWith}</span>
      <Segmented
        label={says.runWith}
        hideLabel
        small
        value={served}
        options={plainOptions('servedCache', says.servedCache)}
        onChange={(servedCache) => set({ servedCache })}
      />
    </div>
  );
}
