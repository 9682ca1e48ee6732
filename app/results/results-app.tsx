'use client';

import { ResultsView } from '../../components/results/results-view';
import { PageFooter } from '../../components/site/page-footer';
import { PageHeader } from '../../components/site/page-header';
import { Spoken } from '../../components/site/spoken';
import { siteBaseUrl } from '../../workers/clients/base-url';

export function ResultsApp() {
  return (
    <Spoken page="results">
      <PageHeader current="/results/" />
      <ResultsView baseUrl={siteBaseUrl} />
      <PageFooter />
    </Spoken>
  );
}
