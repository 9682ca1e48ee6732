import { useMemo, useRef, useState } from 'react';
import { t } from '../../languages/current';
import type { ResultsIndex } from '../../store/results/results-index';
import { Panel, PanelAction } from '../ui/panel';
import panel from '../ui/panel.module.css';
import { Segmented } from '../ui/segmented';
import { CardDialog } from './card';
import { findings } from './describe';
import { missingSentence } from './document';
import { Picture } from './pictures';
import { ResultTableView } from './result-table';
import styles from './results.module.css';
import { SavePicture } from './save-picture';
import { type Section, sections } from './sections';
import { heldOutSets } from './tables/models';
import { tableCsv } from './tables/table';
import { useAddress } from './use-address';

export interface EverythingProps {
  readonly index: ResultsIndex;
  readonly baseUrl: string;
}

/** Every table with its picture, its question and its files. */
export function Everything({ index, baseUrl }: EverythingProps) {
  const sets = heldOutSets(index);
  const [address, setAddress] = useAddress();
  const set = sets.find((each) => each === address.set) ?? sets[0] ?? '';
  const onRun = (run: string | null) => setAddress({ ...address, run });
  const shown = useMemo(() => sections(index, set), [index, set]);
  return (
    <>
      <div className={styles.choices}>
        <Segmented
          label={t().results.heldOutSet}
          value={set}
          options={sets.map((value) => ({ value, label: value.replace('.valid', '') }))}
          onChange={(next) => setAddress({ ...address, set: next })}
        />
      </div>
      <ul className={styles.findings}>
        {findings(index, set).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <nav aria-label={t().results.tables} className={styles.contents}>
        {shown.map(({ table }) => (
          <a key={table.id} href={`#${table.id}`}>
            {table.title}
          </a>
        ))}
      </nav>
      {shown.map((section) => (
        <SectionPanel key={section.table.id} section={section} index={index} set={set} onRun={onRun} />
      ))}
      {index.missing.length > 0 && <p className={styles.note}>{missingSentence(index)}</p>}
      <CardDialog run={address.run} baseUrl={baseUrl} onClose={() => onRun(null)} />
    </>
  );
}

interface SectionProps {
  readonly section: Section;
  readonly index: ResultsIndex;
  readonly set: string;
  readonly onRun: (run: string) => void;
}

function SectionPanel({ section: { table, picture }, index, set, onRun }: SectionProps) {
  const root = useRef<HTMLDivElement>(null);
  const [asTable, setAsTable] = useState(false);
  return (
    <div ref={root} id={table.id} className={styles.section}>
      <Panel
        title={table.title}
        aside={table.question}
        asideBelow
        actions={
          <>
            {picture && (
              <PanelAction pressed={asTable} onClick={() => setAsTable(!asTable)}>
                {t().results.showTable}
              </PanelAction>
            )}
            {picture && !asTable && <SavePicture table={table} section={root} />}
            <a
              className={panel.action}
              download={`mor-results-${table.id}.csv`}
              href={`data:text/csv;charset=utf-8,${encodeURIComponent(tableCsv(table))}`}
            >
              CSV
            </a>
          </>
        }
      >
        {picture && !asTable ? (
          <div data-picture="">
            <Picture picture={picture} index={index} set={set} onRun={onRun} />
          </div>
        ) : (
          <ResultTableView table={table} onRun={onRun} />
        )}
        {table.notes.map((note) => (
          <p key={note} className={styles.note}>
            {note}
          </p>
        ))}
      </Panel>
    </div>
  );
}
