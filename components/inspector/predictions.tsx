'use client';

import { t } from '../../languages/current';
import type { Trace } from '../../model/trace';
import { useApp } from '../app-store';
import { percent } from '../ui/format';
import { Token } from '../ui/token';
import { quoted } from '../ui/token-text';
import styles from './inspector.module.css';
import { type Prediction, predictionsAt } from './predictions-at';
import { useVocabulary } from './use-vocabulary';
import type { Vocabulary } from './vocabulary';

const SHOWN = 3;

/** The next token as each pass would have it, beside the other two models. */
export function Predictions({ trace, position }: { readonly trace: Trace; readonly position: number }) {
  const traces = useApp((state) => state.run.traces);
  const textOf = useVocabulary(trace.model);
  const predictions = predictionsAt({ ...traces, mor: trace }, position, SHOWN);
  const next = trace.tokens[position + 1];
  const most = Math.max(
    ...predictions.flatMap(({ alternatives }) => alternatives.map((each) => each.probability)),
  );
  if (predictions.length === 0) return null;
  const says = t().inspector.predictions;
  return (
    <div>
      <h3 className={styles.label}>
        {says.title}
        {next && <span className={styles.truth}>{says.textHas(quoted(next.text))}</span>}
      </h3>
      <div className={styles.predictions}>
        {predictions.map((prediction) => (
          <PredictionList
            key={prediction.title}
            prediction={prediction}
            next={next?.id ?? null}
            textOf={textOf}
            most={most}
          />
        ))}
      </div>
    </div>
  );
}

interface ListProps {
  readonly prediction: Prediction;
  /** What stands in the text. */
  readonly next: number | null;
  readonly textOf: Vocabulary | null;
  /** The likeliest of all that are shown: the full width. */
  readonly most: number;
}

function PredictionList({ prediction, next, textOf, most }: ListProps) {
  return (
    <div className={styles.prediction} data-role={prediction.role}>
      <h4>{prediction.title}</h4>
      <ol>
        {prediction.alternatives.map(({ id, probability }) => (
          <li key={id} data-true={id === next || undefined}>
            <i style={{ width: `${(probability / most) * 100}%` }} aria-hidden="true" />
            <span className={styles.word}>{textOf ? <Token text={textOf(id)} /> : '…'}</span>
            <span className={styles.share}>{percent(probability)}</span>
            {id === next && <span className="visually-hidden">{t().inspector.predictions.inText}</span>}
          </li>
        ))}
      </ol>
    </div>
  );
}
