import type { Metadata } from 'next';
import { ResultsApp } from './results-app';

export const metadata: Metadata = {
  title: 'Results · MoR Explorer',
  description:
    'What was measured here with small Mixture-of-Recursions models: losses, equal-FLOPs curves, routers, evaluation sets and speed, beside the paper’s figures.',
};

export default function ResultsPage() {
  return <ResultsApp />;
}
