import type { ReactNode } from 'react';
import type { TermId } from '../lessons/terms';
import type { learn } from './en/learn';
import type { LanguageCode, OfferedCode } from './languages';

/** Words that only the Learn pages need, each language's in files of their own: the other pages never fetch them. */

export type LearnWords = typeof learn;

/** How a prediction and the run lie to each other. */
export type Verdict = 'right' | 'near' | 'other';

interface ProseProps {
  /** What the prose may use beside Markdown, by name. */
  readonly components: { readonly [part: string]: unknown };
}

/** A lesson's prose, one MDX file in each language: its steps' titles, and under the same ids their text. */
export interface Prose {
  readonly default: (props: ProseProps) => ReactNode;
  readonly titles: { readonly [step: string]: string };
}

interface GlossaryEntry {
  readonly term: string;
  /** One or two sentences. */
  readonly text: string;
}
export type Glossary = { readonly [term in TermId]: GlossaryEntry };

interface LearnLanguage {
  readonly words: () => Promise<LearnWords>;
  readonly glossary: () => Promise<Glossary>;
  readonly lessons: { readonly [lesson: string]: () => Promise<Prose> };
}

const LEARN: { readonly [code in OfferedCode]: LearnLanguage } = {
  en: {
    words: () => import('./en/learn').then((file) => file.learn),
    glossary: () => import('./en/glossary').then((file) => file.glossary),
    lessons: {
      'every-token': () => import('./en/lessons/every-token.mdx'),
      'one-block': () => import('./en/lessons/one-block.mdx'),
      'who-decides': () => import('./en/lessons/who-decides.mdx'),
      'one-ticket': () => import('./en/lessons/one-ticket.mdx'),
      memory: () => import('./en/lessons/memory.mdx'),
      time: () => import('./en/lessons/time.mdx'),
      honesty: () => import('./en/lessons/honesty.mdx'),
      challenges: () => import('./en/lessons/challenges.mdx'),
    },
  },
  zh: {
    words: () => import('./zh/learn').then((file) => file.learn),
    glossary: () => import('./zh/glossary').then((file) => file.glossary),
    lessons: {
      'every-token': () => import('./zh/lessons/every-token.mdx'),
      'one-block': () => import('./zh/lessons/one-block.mdx'),
      'who-decides': () => import('./zh/lessons/who-decides.mdx'),
      'one-ticket': () => import('./zh/lessons/one-ticket.mdx'),
      memory: () => import('./zh/lessons/memory.mdx'),
      time: () => import('./zh/lessons/time.mdx'),
      honesty: () => import('./zh/lessons/honesty.mdx'),
      challenges: () => import('./zh/lessons/challenges.mdx'),
    },
  },
};

/** The disguise of the tests has no lessons of its own. */
export function learnIn(code: LanguageCode): LearnLanguage {
  return LEARN[code === 'pseudo' ? 'en' : code];
}
