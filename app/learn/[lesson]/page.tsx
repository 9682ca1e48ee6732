import type { Metadata } from 'next';
import { LESSONS, type LessonId } from '../../../lessons/lessons';
import { readPublished } from '../published';
import { LessonApp } from './lesson-app';

/** Every lesson is a page of its own. */
export const dynamicParams = false;

export function generateStaticParams() {
  return Object.keys(LESSONS).map((lesson) => ({ lesson }));
}

export const metadata: Metadata = {
  title: 'Learn · MoR Explorer',
  description: 'A lesson on Mixture-of-Recursions beside the running model: predict, observe, explain.',
};

export default async function LessonPage({ params }: { readonly params: Promise<{ lesson: LessonId }> }) {
  const { lesson } = await params;
  return <LessonApp id={lesson} published={readPublished()} />;
}
