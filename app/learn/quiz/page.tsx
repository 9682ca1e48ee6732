import type { Metadata } from 'next';
import { QuizView } from '../../../components/learn/quiz-view';
import { LearnFrame } from '../learn-frame';

export const metadata: Metadata = {
  title: 'Quiz · MoR Explorer',
  description: 'Six questions on Mixture-of-Recursions, before the lessons and after them.',
};

export default function QuizPage() {
  return (
    <LearnFrame>
      <QuizView />
    </LearnFrame>
  );
}
