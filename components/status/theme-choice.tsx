'use client';

import { t } from '../../languages/current';
import { useApp } from '../app-store';
import { plainOptions } from '../switches/options';
import { Popover } from '../ui/popover';
import { Segmented } from '../ui/segmented';
import styles from './backend-badge.module.css';

export function ThemeChoice() {
  const theme = useApp((state) => state.settings.theme);
  const set = useApp((state) => state.set);
  return (
    <Popover className={styles.badge} title={t().site.theme} trigger={t().site.theme}>
      {() => (
        <Segmented
          label={t().site.theme}
          hideLabel
          value={theme}
          options={plainOptions('theme', t().site.themes)}
          onChange={(next) => set({ theme: next })}
        />
      )}
    </Popover>
  );
}
