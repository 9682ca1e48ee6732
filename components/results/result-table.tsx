import { t } from '../../languages/current';
import { Table } from '../ui/table';
import styles from './results.module.css';
import { type Column, cellText, type ResultTable, type Row } from './tables/table';

interface Props {
  readonly table: ResultTable;
  readonly onRun: (run: string) => void;
}

/** A table of results; on a phone each row becomes a list. The paper's columns stand apart. */
export function ResultTableView({ table, onRun }: Props) {
  const paper = table.columns.filter((column) => column.of === 'paper').length;
  return (
    <div className={styles.scroll}>
      <Table caption={table.title} className={styles.table}>
        <thead>
          {paper > 0 && (
            <tr>
              <td colSpan={table.columns.length - paper} />
              <th scope="colgroup" colSpan={paper} className={styles.paper}>
                {t().results.paperScale}
              </th>
            </tr>
          )}
          <tr>
            {table.columns.map((column) => (
              <th key={column.key} scope="col" title={column.unit} data-of={column.of}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.key} data-kind={row.kind}>
              {table.columns.map((column, i) => (
                <Cell key={column.key} column={column} row={row} first={i === 0} onRun={onRun} />
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

interface CellProps {
  readonly column: Column;
  readonly row: Row;
  readonly first: boolean;
  readonly onRun: (run: string) => void;
}

function Cell({ column, row, first, onRun }: CellProps) {
  const text = cellText(column, row);
  const value = row.cells[column.key];
  if (!first) {
    return (
      <td data-name={column.title} data-of={column.of} data-number={typeof value === 'number' || undefined}>
        {text}
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
        <a
          href={`?run=${run}`}
          onClick={(event) => {
            event.preventDefault();
            onRun(run);
          }}
        >
          {text}
        </a>
      )}
    </th>
  );
}
