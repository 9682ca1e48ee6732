'use client';

import { useApp } from '../app-store';
import type { Decision, RunFacts } from '../trace/facts';
import { score } from '../ui/format';
import { Token } from '../ui/token';
import styles from './depth-table.module.css';

/** The same run as rows and figures. */
export function DepthTable({ facts }: { readonly facts: RunFacts }) {
  const pin = useApp((state) => state.pin);
  const pinned = useApp((state) => state.selection.pinned);
  const recursions = Array.from({ length: facts.recursions }, (_, i) => i + 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroller} aria-label="Depth of each token as a table" tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">Depth, router score and decision of each token</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">Token</th>
            <th scope="col">Depth</th>
            {recursions.map((recursion) => (
              <th scope="col" key={recursion}>
                Recursion {recursion}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {facts.tokens.map((token) => (
            <tr key={token.position} data-pinned={token.position === pinned || undefined}>
              <td>{token.position + 1}</td>
              <th scope="row">
                <button type="button" onClick={() => pin(token.position === pinned ? null : token.position)}>
                  <Token text={token.text} />
                </button>
              </th>
              <td>{token.depth}</td>
              {token.decisions.map((decision) => (
                <td key={decision.recursion}>{inWords(decision)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function inWords({ passage, score: value, bar }: Decision): string {
  if (passage === 'absent') return '–';
  const word = passage === 'through' ? 'went through' : 'left';
  return value === null ? word : `${word}, ${score(value, bar)}`;
}
