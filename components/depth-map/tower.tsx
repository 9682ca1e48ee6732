// biome-ignore-all lint/a11y/useSemanticElements: towers in lines are a grid, but no table element can be laid out so
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus as they are placed
'use client';

import { memo } from 'react';
import { t } from '../../languages/current';
import { placed, TokenColumn } from '../token-grid/token-grid';
import { describeCell, scoreShown, tokenName } from '../trace/describe';
import type { Decision, RunKind, TokenFacts } from '../trace/facts';
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
  return (
    <TokenColumn
      token={token}
      width={width}
      tabStop={tabStop}
      label={t().trace.depthOf(tokenName(token), token.depth, kind.recursions)}
      className={styles.tower}
    >
      {token.decisions.map((decision) => (
        <Cell
          key={decision.recursion}
          kind={kind}
          token={token}
          decision={decision}
          tabStop={tabStop}
          tight={tight}
          veiled={until !== null && decision.recursion > until}
        />
      ))}
    </TokenColumn>
  );
});

interface CellProps {
  readonly kind: RunKind;
  readonly token: TokenFacts;
  readonly decision: Decision;
  readonly tabStop: number | null;
  readonly tight: boolean;
  /** Not yet decided at the recursion scrubbed to. */
  readonly veiled: boolean;
}

function Cell({ kind, token, decision, tabStop, tight, veiled }: CellProps) {
  const { recursion, passage } = decision;
  const shown = scoreShown(kind, decision);
  const label = veiled ? t().trace.cell.undecided(tokenName(token)) : describeCell(kind, token, decision);
  return (
    <div
      role="gridcell"
      {...placed(token.position, recursion, tabStop)}
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
