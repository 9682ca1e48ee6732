'use client';

import { t } from '../../languages/current';
import { type TableColumn, TokenTable } from '../token-grid/token-table';
import type { Decision, RunFacts } from '../trace/facts';
import { score } from '../ui/format';

/** The same run as rows and figures. */
export function DepthTable({ facts }: { readonly facts: RunFacts }) {
  const recursions = Array.from({ length: facts.recursions }, (_, i): TableColumn => {
    return {
      key: i + 1,
      title: t().depth.table.recursion(i + 1),
      cell: ({ decisions }) => decisions[i] && inWords(decisions[i]),
    };
  });
  return (
    <TokenTable
      label={t().depth.table.name}
      caption={t().depth.table.caption}
      maxHeight="26rem"
      tokens={facts.tokens}
      columns={[{ key: 'depth', title: t().depth.table.depth, cell: (token) => token.depth }, ...recursions]}
    />
  );
}

function inWords({ passage, score: value, bar }: Decision): string {
  if (passage === 'absent') return '–';
  return t().depth.table[passage](value === null ? null : score(value, bar));
}
