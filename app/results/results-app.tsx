'use client';

import { ResultsView } from '../../components/results/results-view';
import { PageHeader } from '../../components/site/page-header';
import { siteBaseUrl } from '../../workers/clients/base-url';

export function ResultsApp() {
  return (
    <>
      <PageHeader current="/results/" />
      <ResultsView baseUrl={siteBaseUrl} />
    </>
  );
}
