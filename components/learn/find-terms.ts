import type { Glossary } from '../../languages/learn';
import type { TermId } from '../../lessons/terms';

/** Of these terms those that have every word of the query, in their name, their text or their English name; all of them where nothing is asked. */
export function findTerms(glossary: Glossary, ids: readonly TermId[], query: string): readonly TermId[] {
  const words = plain(query).split(' ').filter(Boolean);
  return ids.filter((id) => {
    const { term, text } = glossary[id];
    const entry = plain(`${term} ${text} ${id}`);
    return words.every((word) => entry.includes(word));
  });
}

/** “Top-K” is found as “top k”, full-width letters as plain ones. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-–]+/g, ' ')
    .trim();
}
