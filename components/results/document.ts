import type { ResultsIndex } from '../../store/results/schema';
import { findings } from './describe';
import { sections } from './sections';
import { heldOutSets } from './tables/models';
import { tableMarkdown } from './tables/table';

/** docs/results.md: the page's tables, on the set that most of the training text is like. */
export function resultsDocument(index: ResultsIndex): string {
  const set = heldOutSets(index)[0] ?? '';
  const parts = sections(index, set).flatMap(({ table }) => [
    `## ${table.title}`,
    table.question,
    tableMarkdown(table),
    ...table.notes,
  ]);
  return `${[
    '# Results',
    'Written by `npm run results` from the files in `public/results/`. Not to be edited.',
    ...findings(index, set).map((sentence) => `- ${sentence}`),
    ...parts,
    missingSentence(index),
  ]
    .filter((part) => part !== '')
    .join('\n\n')}\n`;
}

/** Which rows are still to come; empty where none is. */
export function missingSentence({ missing }: ResultsIndex): string {
  if (missing.length === 0) return '';
  const groups = [...new Set(missing.map(({ group }) => group))].map((group) => {
    const ids = missing.filter((each) => each.group === group).map(({ id }) => id);
    return `${group} (${ids.join(', ')})`;
  });
  return `Planned and not yet run: ${groups.join('; ')}.`;
}
