'use client';

import { Fragment } from 'react';
import { t } from '../../languages/current';
import type { Costed } from '../cost/comparison';
import { FormulaView } from '../cost/formula-view';
import type { Formula } from '../cost/formulas';
import { Popover } from '../ui/popover';
import { Table } from '../ui/table';
import { cacheLaws } from './formulas';
import type { CacheGrid } from './grid';
import panel from './kv-cache.module.css';
import styles from './laws.module.css';

/** The paper's formulas with the numbers in, beside what this text really did. */
export function Laws({ mor, grid }: { readonly mor: Costed; readonly grid: CacheGrid }) {
  const laws = cacheLaws(mor, grid);
  if (laws.length === 0) return null;
  const says = t().cache.laws;
  return (
    <section className={styles.laws} aria-label={says.title}>
      <h3 className={styles.heading}>{says.title}</h3>
      <Table caption={says.table} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{says.what}</th>
            <th scope="col">{says.formula}</th>
            <th scope="col">{says.byCapacity}</th>
            <th scope="col">{says.thisText}</th>
          </tr>
        </thead>
        <tbody>
          {laws.map((law) => (
            <tr key={law.key}>
              <th scope="row">{law.title}</th>
              <td data-name={says.formula}>
                <Letters text={law.letters} />
                <Numbers law={law} />
              </td>
              <td data-name={says.byCapacity}>
                <Figure title={says.expectedOf(law.title)} formula={law.expected} />
              </td>
              <td data-name={says.thisText}>
                {law.actual ? (
                  <Figure title={says.actualOf(law.title)} formula={law.actual} />
                ) : (
                  <span className={panel.quiet}>{says.noToken}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

/** The formula with its numbers, where there are any to put in. */
function Numbers({ law }: { readonly law: ReturnType<typeof cacheLaws>[number] }) {
  const expression = law.expected.terms[0]?.expression;
  return expression !== law.letters && <span className={styles.numbers}>{expression}</span>;
}

function Figure({ title, formula }: { readonly title: string; readonly formula: Formula }) {
  return (
    <Popover
      className={styles.value}
      title={title}
      label={t().cache.laws.how(title, formula.totalText)}
      trigger={formula.totalText}
    >
      {() => <FormulaView formula={formula} />}
    </Popover>
  );
}

/** The number of recursions with its index below. */
function Letters({ text }: { readonly text: string }) {
  return (
    <span className={styles.letters}>
      {text.split('Nr').map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed formula
        <Fragment key={i}>
          {i > 0 && (
            <>
              N<sub>r</sub>
            </>
          )}
          {part}
        </Fragment>
      ))}
    </span>
  );
}
