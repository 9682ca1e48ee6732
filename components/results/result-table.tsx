import { t } from '../../languages/current';
import { Table } from '../ui/table';
import { CardLink } from './card-link';
import styles from './results.module.css';
import { arranged, type Said } from './tables/arrange';
import { type Column, intervalText, type ResultTable, type Row, valueText } from './tables/table';

interface Props {
  readonly table: ResultTable;
  readonly onRun: (run: string) => void;
}

/** A table of results in a frame of its own, in which it scrolls where it must. The paper's columns stand apart. */
export function ResultTableView({ table, onRun }: Props) {
  const { columns, groups, same } = arranged(table);
  const paper = columns.filter((column) => column.of === 'paper').length;
  const numeric = new Set(columns.filter((column) => isNumeric(column, table.rows)));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by the keyboard too */}
      {/* biome-ignore lint/a11y/useSemanticElements: a group of figures, not of fields */}
      <div className={styles.scroll} role="group" aria-label={table.title} tabIndex={0}>
        <Table caption={table.title} className={styles.table}>
          <thead>
            {paper > 0 && (
              <tr>
                <td colSpan={columns.length - paper} />
                <th scope="colgroup" colSpan={paper} className={styles.paper}>
                  {t().results.paperScale}
                </th>
              </tr>
            )}
            <tr>
              {columns.map((column) => (
                <th
                  key={column.key}
                  scope="col"
                  title={column.unit}
                  data-of={column.of}
                  data-number={numeric.has(column) || undefined}
                >
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ key, head, rows }) => (
            <tbody key={`${key} ${rows[0]?.key}`}>
              {head.length > 0 && (
                <tr className={styles.groupHead}>
                  <th scope="rowgroup" colSpan={columns.length}>
                    {head.map(sayHead).join(' · ')}
                  </th>
                </tr>
              )}
              {rows.map((row) => (
                <tr key={row.key} data-kind={row.kind}>
                  {columns.map((column, i) => (
                    <Cell
                      key={column.key}
                      column={column}
                      row={row}
                      first={i === 0}
                      numeric={numeric.has(column)}
                      onRun={onRun}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </Table>
      </div>
      {same.length > 0 && (
        <p className={styles.note}>
          {t().results.inEveryRow(same.map(({ column, text }) => [column.title, text]))}
        </p>
      )}
    </>
  );
}

/** A name speaks for itself; a number needs what it counts. */
const sayHead = ({ column, text }: Said) =>
  /^[\d.,]+$/.test(text) ? t().results.groupHead(column.title, text) : text;

const isNumeric = ({ key }: Column, rows: readonly Row[]) =>
  rows.some(({ cells }) => typeof cells[key] === 'number');

interface CellProps {
  readonly column: Column;
  readonly row: Row;
  readonly first: boolean;
  readonly numeric: boolean;
  readonly onRun: (run: string) => void;
}

function Cell({ column, row, first, numeric, onRun }: CellProps) {
  const text = valueText(column, row);
  const interval = intervalText(column, row);
  if (!first) {
    return (
      <td data-of={column.of} data-number={numeric || undefined}>
        {text}
        {interval !== null && <small className={styles.interval}> {interval}</small>}
      </td>
    );
  }
  const { run } = row;
  return (
    <th scope="row">
      {row.kind && <i className={styles.swatch} aria-hidden="true" />}
      {run === undefined ? (
        text
      ) : (
        <CardLink run={run} onRun={onRun}>
          {text}
        </CardLink>
      )}
    </th>
  );
}
