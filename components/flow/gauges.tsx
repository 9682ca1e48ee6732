'use client';

import type { Ref } from 'react';
import { t } from '../../languages/current';
import type { Role } from '../../store/state';
import { flops, percent } from '../ui/format';
import styles from './flow-view.module.css';
import { flopsAt, type Timeline } from './timeline';

interface Props {
  readonly ref: Ref<HTMLDivElement>;
  readonly role: Role;
  /** Null without a model beside it. */
  readonly beside: Role | null;
}

/** FLOPs each has spent: one clock, and the one that is done stops. Moved by `drawGauges`. */
export function Gauges({ ref, role, beside }: Props) {
  return (
    <div ref={ref} className={styles.gauges}>
      <Gauge role={role} what="own" />
      {beside && <Gauge role={beside} what="beside" />}
    </div>
  );
}

function Gauge({ role, what }: { readonly role: Role; readonly what: 'own' | 'beside' }) {
  return (
    <div className={styles.gauge} data-gauge={what} data-role={role}>
      <span>{t().cost.models[role]}</span>
      <span className={styles.bar} aria-hidden="true">
        <i data-rest="" />
        <i data-spent="" />
      </span>
      <span className={styles.figure} data-figure="" />
    </div>
  );
}

/** Writes what is spent at a time of playing, and only what changed. */
export function drawGauges(root: HTMLElement | null, timeline: Timeline, seconds: number): void {
  if (!root) return;
  const says = t().flow.spent;
  const clock = flopsAt(timeline, seconds);
  const { total: ownTotal, besideTotal } = timeline;
  const longest = Math.max(ownTotal, besideTotal ?? 0);
  const least = besideTotal === null ? 0 : Math.min(ownTotal, besideTotal);
  for (const gauge of root.children as HTMLCollectionOf<HTMLElement>) {
    const total = gauge.dataset.gauge === 'own' ? ownTotal : (besideTotal ?? 0);
    const spent = Math.min(total, clock);
    const [, bar, figure] = gauge.children;
    const [rest, share] = (bar?.children ?? []) as unknown as HTMLElement[];
    if (rest) rest.style.transform = `scaleX(${total / longest})`;
    if (share) share.style.transform = `scaleX(${spent / longest})`;
    const done = spent >= total && seconds > 0;
    const less = total === least && least < longest;
    const text = !done
      ? says.of(flops(spent), flops(total))
      : less
        ? says.doneWithLess(flops(total), percent(least / longest))
        : says.done(flops(total));
    if (figure && figure.textContent !== text) figure.textContent = text;
    if (done !== (gauge.dataset.done !== undefined)) {
      if (done) gauge.dataset.done = '';
      else delete gauge.dataset.done;
    }
  }
}
