import type { ResultsIndex } from '../../store/results/results-index';
import { batchingTable } from './tables/batching';
import { classTable, routerTable, tasksTable } from './tables/evaluation';
import { exitsTable } from './tables/exits';
import { ablationTables, depthTable, isoflopTable, seedsTable } from './tables/experiments';
import { familyTable } from './tables/family';
import { floorsTable } from './tables/floors';
import { longerTable } from './tables/longer';
import { speedTable } from './tables/speed';
import type { ResultTable } from './tables/table';
import { targetsTable } from './tables/targets';
import { throughputTable } from './tables/throughput';

/** A table and the picture that goes with it, if one does. */
export interface Section {
  readonly table: ResultTable;
  readonly picture: 'isoflop' | 'tasks' | 'depth' | 'scores' | 'classes' | null;
}

/** The member whose tokens are looked at one by one. */
export const LOOKED_AT = 'mor-expert';

/** Everything that was measured, in the order in which the page tells it; what was not is left out. */
export function sections(index: ResultsIndex, set: string): readonly Section[] {
  return [...qualitySections(index, set), ...speedSections(index)];
}

/** What the models are worth. */
export function qualitySections(index: ResultsIndex, set: string): readonly Section[] {
  const classes = classTable(index, set, LOOKED_AT);
  const every: readonly (Section | null)[] = [
    { table: familyTable(index, set), picture: null },
    { table: longerTable(index, set), picture: null },
    { table: isoflopTable(index, set), picture: 'isoflop' },
    { table: seedsTable(index, set), picture: null },
    ...ablationTables(index, set).map((table): Section => ({ table, picture: null })),
    { table: depthTable(index, set), picture: 'depth' },
    index.evaluations.length === 0 ? null : { table: tasksTable(index), picture: 'tasks' },
    { table: routerTable(index, set), picture: 'scores' },
    classes && { table: classes, picture: 'classes' },
  ];
  return measured(every);
}

/** What time they take. */
export function speedSections(index: ResultsIndex): readonly Section[] {
  const tables = [targetsTable, throughputTable, batchingTable, exitsTable, floorsTable, speedTable].map(
    (of) => of(index),
  );
  return measured(tables.map((table) => table && { table, picture: null }));
}

function measured(sections: readonly (Section | null)[]): readonly Section[] {
  return sections.filter(
    (section) => section !== null && section.table.rows.length > 0,
  ) as readonly Section[];
}
