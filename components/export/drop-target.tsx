'use client';

import { useEffect, useState } from 'react';
import { t } from '../../languages/current';
import { useAppStore } from '../app-store';
import styles from './drop-target.module.css';

/** The whole page takes a saved run that is dropped on it. */
export function DropTarget() {
  const store = useAppStore();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const bringsFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const drag = (event: DragEvent) => {
      if (!bringsFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (!bringsFile(event) || event.defaultPrevented || !file) return;
      event.preventDefault();
      void store.getState().open(file);
    };
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, [store]);
  return over ? (
    <div className={styles.over} aria-hidden="true">
      <span>{t().save.drop}</span>
    </div>
  ) : null;
}
