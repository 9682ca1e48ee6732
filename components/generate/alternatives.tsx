'use client';

import { useEffect, useRef } from 'react';
import { t } from '../../languages/current';
import { percent } from '../ui/format';
import { Token } from '../ui/token';
import { describePlace, describeStep } from './describe';
import { type Opinion, opinionsAt } from './figures';
import styles from './generate.module.css';
import { useGeneration } from './use-generation';

const SHOWN = 8;

/** What each model could have written at the pinned token's place. */
export function Alternatives() {
  const root = useRef<HTMLElement>(null);
  const pinned = useGeneration((state) => state.pinned);
  const pin = useGeneration((state) => state.pin);
  const written = useGeneration((state) => state.written);
  const recursions = useGeneration((state) => state.basis?.recursions ?? 0);
  // On a phone it may lie under both texts.
  useEffect(() => {
    if (pinned) root.current?.scrollIntoView?.({ block: 'nearest' });
  }, [pinned]);
  const own = pinned && written[pinned.role];
  if (!pinned || !own) return null;
  const opinions = opinionsAt(written, pinned.role, pinned.index, SHOWN);
  const most = Math.max(...opinions.flatMap((each) => each.alternatives.map((one) => one.probability)));
  const letGo = () => {
    root.current?.parentElement?.querySelector<HTMLElement>('ol [aria-pressed="true"]')?.focus();
    pin(null);
  };
  return (
    <section ref={root} className={styles.alternatives} aria-label={t().generate.pinned.name}>
      <div className={styles.alternativesHead}>
        <p>
          {describeStep(pinned.role, own, pinned.index, recursions)}{' '}
          <span>{describePlace(written, pinned.role, pinned.index)}</span>
        </p>
        <button type="button" className={styles.quiet} onClick={letGo}>
          {t().generate.pinned.letGo}
        </button>
      </div>
      <div className={styles.opinions}>
        {opinions.map((opinion) => (
          <OpinionList key={opinion.role} opinion={opinion} most={most} />
        ))}
      </div>
    </section>
  );
}

function OpinionList({ opinion, most }: { readonly opinion: Opinion; readonly most: number }) {
  return (
    <div className={styles.opinion} data-role={opinion.role}>
      <h4>{t().generate.models[opinion.role]}</h4>
      <ol>
        {opinion.alternatives.map(({ id, text, probability, taken, ends }) => (
          <li key={id} data-taken={taken || undefined}>
            <i style={{ width: `${(probability / most) * 100}%` }} aria-hidden="true" />
            <span className={styles.word}>{ends ? t().generate.endOfText : <Token text={text} />}</span>
            <span className={styles.share}>{percent(probability)}</span>
            {taken && <span className="visually-hidden">{t().generate.pinned.taken}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
