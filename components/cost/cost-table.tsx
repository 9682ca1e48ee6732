'use client';

import { t } from '../../languages/current';
import type { Role } from '../../store/state';
import { Popover } from '../ui/popover';
import styles from './cost-table.module.css';
import { type Figure, ROLES, shareOf } from './figures';
import { FormulaView } from './formula-view';

interface Props {
  readonly caption: string;
  readonly figures: readonly Figure[];
}

/** Models under one another, figures side by side: a bar each, its number, and behind the number how it came about. */
export function CostTable({ caption, figures }: Props) {
  return (
    <div className={styles.frame}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{t().cost.model}</span>
            </th>
            {figures.map((figure, i) => (
              <th key={figure.key} scope="col" style={{ '--order': i * 4 } as React.CSSProperties}>
                {figure.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ROLES.map((role, row) => (
            <tr key={role} data-role={role}>
              <th scope="row">
                <i className={styles.swatch} aria-hidden="true" />
                {t().cost.models[role]}
              </th>
              {figures.map((figure, i) => (
                <td
                  key={figure.key}
                  data-name={t().cost.models[role]}
                  style={{ '--order': i * 4 + row + 1 } as React.CSSProperties}
                >
                  <FigureCell figure={figure} role={role} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FigureCell({ figure, role }: { readonly figure: Figure; readonly role: Role }) {
  const cell = figure.cells[role];
  const says = t().cost;
  const model = says.models[role];
  return (
    <>
      <span className={styles.bar} aria-hidden="true">
        <i style={{ width: `${shareOf(figure, role) * 100}%` }} />
      </span>
      {cell === null ? (
        <span className={styles.none}>–</span>
      ) : (
        <Popover
          className={styles.figure}
          title={says.figureOf(figure.title, model)}
          label={says.howOf(figure.title, model, cell.text)}
          trigger={cell.text}
        >
          {() => <FormulaView formula={cell.formula()} />}
        </Popover>
      )}
    </>
  );
}
