import type { Metadata } from 'next';
import { Overview } from '../../components/learn/overview';
import { LearnFrame } from './learn-frame';

export const metadata: Metadata = {
  title: 'Learn · MoR Explorer',
  description: 'Lessons on Mixture-of-Recursions beside the running model: predict, observe, explain.',
};

export default function LearnPage() {
  return (
    <LearnFrame>
      <Overview />
    </LearnFrame>
  );
}
