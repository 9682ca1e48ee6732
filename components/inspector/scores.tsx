'use client';

import { t } from '../../languages/current';
import type { RunFacts, TokenFacts } from '../trace/facts';
import { score } from '../ui/format';
import styles from './inspector.module.css';

/** The token's router score at each recursion it asked for, held against the bar, and the gate it got. */
export function Scores({ facts, token }: { readonly facts: RunFacts; readonly token: TokenFacts }) {
  const asked = token.decisions.filter((decision) => decision.score !== null);
  if (asked.length === 0) return null;
  const says = t().inspector.scores;
  return (
    <div>
      <h3 className={styles.label}>
        {facts.routing !== 'none' && says[facts.routing]}
        <span className={styles.gateHead}>{says.gate}</span>
      </h3>
      <ul className={styles.scores}>
        {asked.map(({ recursion, score: value, bar, gate, passage }) => (
          <li key={recursion}>
            <span className={styles.recursion}>
              <span className="visually-hidden">{says.recursion} </span>
              {recursion}
            </span>
            <span className={styles.track} aria-hidden="true">
              <i data-passage={passage} style={{ width: `${(value ?? 0) * 100}%` }} />
              {bar !== null && <b style={{ left: `${bar * 100}%` }} />}
            </span>
            <span className={styles.score}>
              {score(value ?? 0, bar)}
              <span className="visually-hidden">
                {bar !== null && says.bar(score(bar))}
                {passage === 'left' && says.left}
              </span>
            </span>
            <span className={styles.gate}>{gate === null ? '–' : score(gate)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
