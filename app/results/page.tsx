import { metadataOf } from '../site-metadata';
import { ResultsApp } from './results-app';

export const metadata = metadataOf('results');

export default function ResultsPage() {
  return <ResultsApp />;
}
