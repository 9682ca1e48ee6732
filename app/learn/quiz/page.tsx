import { QuizView } from '../../../components/learn/quiz-view';
import { metadataOf } from '../../site-metadata';
import { LearnFrame } from '../learn-frame';

export const metadata = metadataOf('quiz');

export default function QuizPage() {
  return (
    <LearnFrame page="quiz">
      <QuizView />
    </LearnFrame>
  );
}
