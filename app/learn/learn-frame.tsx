'use client';

import type { ReactNode } from 'react';
import { PageFooter } from '../../components/site/page-footer';
import { PageHeader } from '../../components/site/page-header';
import { Spoken } from '../../components/site/spoken';

/** The pages of Learn that are read: without a model. */
export function LearnFrame({ children }: { readonly children: ReactNode }) {
  return (
    <Spoken page="learn">
      <PageHeader current="/learn/" />
      {children}
      <PageFooter />
    </Spoken>
  );
}
