'use client';

import { ResultsView } from '../../components/results/results-view';
import { siteBaseUrl } from '../../workers/clients/base-url';

export function ResultsApp() {
  return <ResultsView baseUrl={siteBaseUrl} />;
}
