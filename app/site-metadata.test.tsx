import { expect, test, vi } from 'vitest';
import { LESSONS, type LessonId } from '../lessons/lessons';

test('every page of Learn says what it is and where it stands, and no two say the same', async () => {
  vi.stubEnv('SITE_URL', 'https://example.org/mor/');
  vi.resetModules();
  const { metadataOf, metadataOfLesson } = await import('./site-metadata');
  const pages = [
    ...(['learn', 'glossary', 'quiz'] as const).map(metadataOf),
    ...(Object.keys(LESSONS) as LessonId[]).map(metadataOfLesson),
  ];
  for (const of of ['title', 'description'] as const) {
    expect(new Set(pages.map((page) => page[of])).size).toBe(pages.length);
  }
  expect(metadataOfLesson('memory')).toMatchObject({
    title: 'Where does the memory go? · MoR Explorer',
    alternates: { canonical: 'https://example.org/mor/learn/memory/' },
    openGraph: {
      url: 'https://example.org/mor/learn/memory/',
      images: [{ url: 'https://example.org/mor/social.png' }],
    },
  });
  vi.unstubAllEnvs();
});
