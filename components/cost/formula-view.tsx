import { t } from '../../languages/current';
import { exact } from '../ui/format';
import styles from './formula-view.module.css';
import type { Formula } from './formulas';

/** How a figure comes about: a sentence, the sum with its numbers, the total. */
export function FormulaView({ formula }: { readonly formula: Formula }) {
  return (
    <div className={styles.formula}>
      <p>{formula.sentence}</p>
      {formula.terms.length > 0 && (
        <dl>
          {formula.terms.map((term) => (
            <div key={term.label}>
              <dt>{term.label}</dt>
              <dd>
                <span>{term.expression}</span>
                {term.expression !== exact(term.value) && <b>= {exact(term.value)}</b>}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className={styles.total}>
        {formula.terms.length > 1 && `${t().cost.formula.together} `}
        {exact(formula.total)} <span>({formula.totalText})</span>
      </p>
    </div>
  );
}
