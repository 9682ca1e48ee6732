import type { Metadata } from 'next';
import { LESSONS, type LessonId } from '../../../lessons/lessons';
import { metadataOfLesson } from '../../site-metadata';
import { readPublished } from '../published';
import { LessonApp } from './lesson-app';

/** Every lesson is a page of its own. */
export const dynamicParams = false;

export function generateStaticParams() {
  return Object.keys(LESSONS).map((lesson) => ({ lesson }));
}

interface Props {
  readonly params: Promise<{ readonly lesson: LessonId }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return metadataOfLesson((await params).lesson);
}

export default async function LessonPage({ params }: Props) {
  const { lesson } = await params;
  return <LessonApp id={lesson} published={readPublished()} />;
}
