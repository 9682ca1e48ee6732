import { NOTED } from '../../../components/teach/noted';
import { speak } from '../../../languages/current';
import { OFFERED, type OfferedCode } from '../../../languages/languages';
import { teachersIndex, teachersNotes } from './document';

export const TEACHERS = 'docs/teachers';

/** Every file of docs/teachers: its path there and what it says. */
export async function teachersFiles(): Promise<ReadonlyMap<string, string>> {
  const languages = Object.keys(OFFERED) as OfferedCode[];
  const files = new Map([['README.md', await teachersIndex(languages)]]);
  for (const language of languages) {
    await speak(language);
    for (const id of NOTED) files.set(`${language}/${id}.md`, await teachersNotes(language, id));
  }
  return files;
}
