'use client';

import { t } from '../../languages/current';
import { useApp, useAppStore, useTogglePin } from '../app-store';
import { Token } from '../ui/token';
import { describeStep, type FlowFacts } from './describe';
import styles from './flow-view.module.css';

interface Props {
  readonly flow: FlowFacts;
  readonly step: number;
  readonly onChoose: (step: number) => void;
}

/** The same run in words; a token can be pinned from here by keyboard. */
export function Steps({ flow, step, onChoose }: Props) {
  const store = useAppStore();
  const togglePin = useTogglePin();
  const pinned = useApp((state) => state.selection.pinned);
  return (
    <div className={styles.steps}>
      <ol>
        {Array.from({ length: flow.timeline.phases.length + 1 }, (_, i) => {
          const sentence = describeStep(flow, i);
          return (
            <li key={sentence}>
              <button
                type="button"
                aria-current={i === step ? 'step' : undefined}
                onClick={() => onChoose(i)}
              >
                {sentence}
              </button>
            </li>
          );
        })}
      </ol>
      <ul className={styles.tokens} aria-label={t().flow.tokens}>
        {flow.facts.tokens.map((token) => (
          <li key={token.position}>
            <button
              type="button"
              aria-pressed={token.position === pinned}
              onClick={() => togglePin(token.position)}
              onPointerEnter={() => store.getState().hover(token.position)}
              onPointerLeave={() => store.getState().hover(null)}
            >
              <Token text={token.text} /> <small>{token.depth}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
