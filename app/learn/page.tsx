import { Overview } from '../../components/learn/overview';
import { metadataOf } from '../site-metadata';
import { LearnFrame } from './learn-frame';

export const metadata = metadataOf('learn');

export default function LearnPage() {
  return (
    <LearnFrame page="learn">
      <Overview />
    </LearnFrame>
  );
}
