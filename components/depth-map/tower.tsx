// biome-ignore-all lint/a11y/useSemanticElements: towers in lines are a grid, but no table element can be laid out so
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus, not its rows and headers
'use client';

import { memo } from 'react';
import { useApp } from '../app-store';
import { describeCell, tokenName } from '../trace/describe';
import type { Decision, RunKind, TokenFacts } from '../trace/facts';
import { score } from '../ui/format';
import { Token } from '../ui/token';
import styles from './depth-map.module.css';

interface Props {
  readonly kind: RunKind;
  readonly token: TokenFacts;
  readonly width: number;
  /** The recursion whose cell the Tab key reaches, 0 for the token's text; null where another tower has it. */
  readonly tabStop: number | null;
  /** Only what had happened after this recursion; null for all. */
  readonly until: number | null;
  /** There is no room for a score beside the number. */
  readonly tight: boolean;
}

/** One token: its text below, and above it a cell for every recursion, up to where it left. */
export const Tower = memo(function Tower({ kind, token, width, tabStop, until, tight }: Props) {
  const { position } = token;
  const pinned = useApp((state) => state.selection.pinned === position);
  const hovered = useApp((state) => state.selection.hovered === position);
  return (
    <div
      role="row"
      aria-selected={pinned}
      className={styles.tower}
      style={{ width }}
      data-pinned={pinned || undefined}
      data-hovered={hovered || undefined}
    >
      <div
        role="rowheader"
        tabIndex={tabStop === 0 ? 0 : -1}
        data-place={`${position}:0`}
        aria-label={`${tokenName(token)}, depth ${token.depth} of ${kind.recursions}`}
        className={styles.name}
      >
        <Token text={token.text} />
      </div>
      {token.decisions.map((decision) => (
        <Cell
          key={decision.recursion}
          kind={kind}
          token={token}
          decision={decision}
          tabStop={tabStop === decision.recursion}
          tight={tight}
          veiled={until !== null && decision.recursion > until}
        />
      ))}
    </div>
  );
});

interface CellProps {
  readonly kind: RunKind;
  readonly token: TokenFacts;
  readonly decision: Decision;
  readonly tabStop: boolean;
  readonly tight: boolean;
  /** Not yet decided at the recursion scrubbed to. */
  readonly veiled: boolean;
}

function Cell({ kind, token, decision, tabStop, tight, veiled }: CellProps) {
  const { recursion, passage, bar } = decision;
  const decides = decision.score !== null && (bar !== null || (kind.routing === 'token' && recursion > 1));
  const shown =
    decision.score !== null && (decides || passage === 'left') ? score(decision.score, bar) : null;
  const label = veiled
    ? `${tokenName(token)}: not decided yet at this point of the run.`
    : describeCell(kind, token, decision);
  return (
    <div
      role="gridcell"
      tabIndex={tabStop ? 0 : -1}
      data-place={`${token.position}:${recursion}`}
      data-passage={veiled ? 'veiled' : passage}
      data-depth={recursion}
      aria-label={label}
      className={styles.cell}
    >
      {!veiled && passage === 'through' && <b>{recursion}</b>}
      {!veiled && shown !== null && (passage === 'left' || !tight) && <i>{shown}</i>}
    </div>
  );
}
