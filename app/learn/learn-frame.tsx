'use client';

import type { ReactNode } from 'react';
import { PageFooter } from '../../components/site/page-footer';
import { PageHeader } from '../../components/site/page-header';
import { Spoken } from '../../components/site/spoken';

interface Props {
  readonly page: 'learn' | 'glossary' | 'quiz';
  readonly children: ReactNode;
}

/** The pages of Learn that are read: without a model. */
export function LearnFrame({ page, children }: Props) {
  return (
    <Spoken page={page}>
      <PageHeader current="/learn/" />
      {children}
      <PageFooter width="64rem" />
    </Spoken>
  );
}
