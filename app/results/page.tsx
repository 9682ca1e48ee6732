import { preload } from 'react-dom';
import { metadataOf } from '../site-metadata';
import { ResultsApp } from './results-app';

export const metadata = metadataOf('results');

export default function ResultsPage() {
  // The figures lie beside the page, in whatever folder the site is.
  preload('index.json', { as: 'fetch', crossOrigin: 'anonymous' });
  return <ResultsApp />;
}
