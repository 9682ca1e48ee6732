import type { Metadata } from 'next';
import { learn } from '../languages/en/learn';
import { site } from '../languages/en/site';
import type { LessonId } from '../lessons/lessons';

/** Where the site will be published, `https://example.org/mor-explorer`; without it no page says what its own address is. */
const SITE = process.env.SITE_URL?.replace(/\/+$/, '');

/** What a page is for, in a sentence: for search engines and previews, which are served English as every page is. */
const PAGES = {
  home: {
    path: '/',
    description:
      'Watch a real Mixture-of-Recursions language model decide, token by token, how long to think: one recorded run, live models on your own GPU, lessons and measured results.',
  },
  explore: {
    path: '/explore/',
    description:
      'A real Mixture-of-Recursions language model, run in your browser: see how often each token is thought over, and what that costs beside a vanilla transformer.',
  },
  learn: {
    path: '/learn/',
    description:
      'Seven short lessons on Mixture-of-Recursions beside the running model: predict, observe, explain. With a quiz, five challenges and a glossary.',
  },
  glossary: {
    path: '/learn/glossary/',
    description: 'The terms of language models, recursion, routing and cost, each in a sentence or two.',
  },
  quiz: {
    path: '/learn/quiz/',
    description: 'Six questions on Mixture-of-Recursions, before the lessons and after them.',
  },
  results: {
    path: '/results/',
    description:
      'What was measured here with small Mixture-of-Recursions models: losses, equal-FLOPs curves, routers, evaluation sets and speed, beside the paper’s figures.',
  },
  about: {
    path: '/about/',
    description:
      'Who made MoR Explorer’s models and from what: sources, licences of texts, weights and libraries, privacy, and how to cite.',
  },
  teach: {
    path: '/teach/',
    description:
      'For teachers: links that open one prepared view with the rest hidden, notes and worksheets for seven lessons, and a class tally without a server.',
  },
} as const;

/** Title, description and preview of a page; its own address where the build knows it. */
export function metadataOf(page: keyof typeof PAGES): Metadata {
  return metadata({ ...PAGES[page], title: site.title[page] });
}

/** The same of a lesson's page. */
export function metadataOfLesson(id: LessonId): Metadata {
  const { title, promise } = learn.lessons[id];
  return metadata({ path: `/learn/${id}/`, title: `${title} · ${site.name}`, description: promise });
}

interface Page {
  /** Below the site's own address, with a slash at both ends. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
}

function metadata({ path, title, description }: Page): Metadata {
  if (!SITE) return { title, description };
  const url = `${SITE}${path}`;
  const image = {
    url: `${SITE}/social.png`,
    width: 1200,
    height: 630,
    alt: 'The depth of each token of a sentence, from a run of a model of this site',
  };
  return {
    title,
    description,
    alternates: { canonical: url },
    openGraph: { type: 'website', siteName: site.name, title, description, url, images: [image] },
    twitter: { card: 'summary_large_image', title, description, images: [image.url] },
  };
}
