'use client';

import { type TableColumn, TokenTable } from '../token-grid/token-table';
import type { Decision, RunFacts } from '../trace/facts';
import { score } from '../ui/format';

/** The same run as rows and figures. */
export function DepthTable({ facts }: { readonly facts: RunFacts }) {
  const recursions = Array.from({ length: facts.recursions }, (_, i): TableColumn => {
    return {
      key: i + 1,
      title: `Recursion ${i + 1}`,
      cell: ({ decisions }) => decisions[i] && inWords(decisions[i]),
    };
  });
  return (
    <TokenTable
      label="Depth of each token as a table"
      caption="Depth, router score and decision of each token"
      maxHeight="26rem"
      tokens={facts.tokens}
      columns={[{ key: 'depth', title: 'Depth', cell: (token) => token.depth }, ...recursions]}
    />
  );
}

function inWords({ passage, score: value, bar }: Decision): string {
  if (passage === 'absent') return '–';
  const word = passage === 'through' ? 'went through' : 'left';
  return value === null ? word : `${word}, ${score(value, bar)}`;
}
