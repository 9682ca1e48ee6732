'use client';

import { Fragment } from 'react';
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
  return (
    <section className={styles.laws} aria-label="By the formula">
      <h3 className={styles.heading}>By the formula</h3>
      <Table caption="Formulas of the cache, and what this text really did" className={styles.table}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Formula</th>
            <th scope="col">By capacity</th>
            <th scope="col">This text</th>
          </tr>
        </thead>
        <tbody>
          {laws.map((law) => (
            <tr key={law.key}>
              <th scope="row">{law.title}</th>
              <td data-name="Formula">
                <Letters text={law.letters} />
                <Numbers law={law} />
              </td>
              <td data-name="By capacity">
                <Figure title={`${law.title}, by the formula`} formula={law.expected} />
              </td>
              <td data-name="This text">
                {law.actual ? (
                  <Figure title={`${law.title}, this text`} formula={law.actual} />
                ) : (
                  <span className={panel.quiet}>no token did</span>
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
      label={`${formula.totalText}. ${title}: how it comes about`}
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
