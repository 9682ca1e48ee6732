import type { Metadata } from 'next';
import { GlossaryView } from '../../../components/learn/glossary-view';
import { LearnFrame } from '../learn-frame';

export const metadata: Metadata = {
  title: 'Glossary · MoR Explorer',
  description: 'The terms of language models, recursion, routing and cost, each in two sentences.',
};

export default function GlossaryPage() {
  return (
    <LearnFrame>
      <GlossaryView />
    </LearnFrame>
  );
}
