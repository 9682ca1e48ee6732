'use client';

import { type RefObject, useState } from 'react';
import { t } from '../../languages/current';
import type { MorErrorData } from '../../model/errors';
import { asMorError } from '../../workers/failure';
import { PanelAction } from '../ui/panel';
import { SaidError } from '../ui/said-error';
import styles from './results.module.css';
import type { ResultTable } from './tables/table';

interface Props {
  readonly table: ResultTable;
  /** What holds the picture. */
  readonly section: RefObject<HTMLElement | null>;
}

/** The section's picture as a file; what draws it comes when it is asked for. */
export function SavePicture({ table, section }: Props) {
  const [failure, setFailure] = useState<MorErrorData | null>(null);

  async function run(form: 'SVG' | 'PNG') {
    const picture = section.current?.querySelector('[data-picture]');
    if (!picture) return;
    setFailure(null);
    try {
      const [{ pageFigure }, { save }] = await Promise.all([
        import('../export/page-figure'),
        import('../export/files'),
      ]);
      save(
        await pageFigure(form, `results-${table.id}`, picture, {
          title: table.title,
          caption: t().common.sentences([table.question, ...table.notes]),
          made: t().results.measuredHere,
        }),
      );
    } catch (error) {
      setFailure(asMorError(error).toData());
    }
  }

  return (
    <>
      {failure && (
        <span role="alert" className={styles.failure}>
          <SaidError error={failure} />
        </span>
      )}
      {(['SVG', 'PNG'] as const).map((form) => (
        <PanelAction key={form} onClick={() => run(form)}>
          {form}
        </PanelAction>
      ))}
    </>
  );
}
