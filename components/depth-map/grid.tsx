// biome-ignore-all lint/a11y/useSemanticElements: towers in lines are a grid, but no table element can be laid out so
'use client';

import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { t } from '../../languages/current';
import { useApp } from '../app-store';
import { layoutGrid, type Place } from '../token-grid/layout';
import { TokenAxis, TokenGrid } from '../token-grid/token-grid';
import { useGridSpace } from '../token-grid/use-grid-space';
import { describeCell, describeRow, tokenName } from '../trace/describe';
import { type RunFacts, type RunKind, reuseTokens, type TokenFacts } from '../trace/facts';
import styles from './depth-map.module.css';
import { Tower } from './tower';

/** The towers, and under them a sentence about the cell looked at. */
export function DepthGrid({ facts }: { readonly facts: RunFacts }) {
  const until = useApp((state) => state.selection.recursion);
  const root = useRef<HTMLDivElement>(null);
  const space = useGridSpace(root);
  const { kind, tokens } = useSteadyFacts(facts);
  const texts = useMemo(() => facts.tokens.map((token) => token.text), [facts]);
  const layout = useMemo(() => layoutGrid(texts, facts.recursions, space), [texts, facts.recursions, space]);
  const [looked, setLooked] = useState<Place | null>(null);

  useKeepInView(root);

  return (
    <div ref={root}>
      <TokenGrid
        label={t().depth.grid}
        tokens={tokens}
        rows={facts.recursions}
        layout={layout}
        className={styles.grid}
        axis={(first) => <Axis facts={facts} said={first && layout.axisWidth >= 40} scrubbed={until} />}
        column={(token, width, tabStop) => (
          <Tower
            key={token.position}
            kind={kind}
            token={token}
            width={width}
            until={until}
            tight={layout.cellHeight < 38}
            tabStop={tabStop}
          />
        )}
        onLook={setLooked}
      />
      <p className={styles.readout} data-said={looked ? '' : undefined} aria-hidden="true">
        {(looked && sentenceAt(facts, looked)) ?? t().depth.hint}
      </p>
    </div>
  );
}

interface AxisProps {
  readonly facts: RunFacts;
  readonly said: boolean;
  readonly scrubbed: number | null;
}

/** Names of the rows; in full beside the first line only, where there is room. */
function Axis({ facts, said, scrubbed }: AxisProps) {
  return (
    <TokenAxis said={said} className={styles.axis}>
      {Array.from({ length: facts.recursions }, (_, i) => i + 1).map((recursion) => (
        <span
          key={recursion}
          role={said ? 'columnheader' : undefined}
          className={styles.axisName}
          data-scrubbed={recursion === scrubbed || undefined}
        >
          {said ? t().depth.row(recursion) : recursion}
          {said && <small>{describeRow(facts, recursion)}</small>}
        </span>
      ))}
    </TokenAxis>
  );
}

function sentenceAt(facts: RunFacts, { position, row }: Place): string | null {
  const token = facts.tokens[position];
  if (!token) return null;
  const decision = token.decisions[row - 1];
  if (decision) return describeCell(facts, token, decision);
  return t().trace.depthOfSentence(tokenName(token), token.depth, facts.recursions);
}

/** The facts with the identity of the run before where they say the same, so that towers are not drawn again for nothing. */
function useSteadyFacts(facts: RunFacts): { kind: RunKind; tokens: readonly TokenFacts[] } {
  const { recursions, routing, rule } = facts;
  const kind = useMemo(() => ({ recursions, routing, rule }), [recursions, routing, rule]);
  const [steady, setSteady] = useState({ facts, tokens: facts.tokens });
  if (steady.facts === facts) return { kind, tokens: steady.tokens };
  const tokens = reuseTokens(steady.tokens, facts.tokens);
  setSteady({ facts, tokens });
  return { kind, tokens };
}

/** A token pinned from elsewhere, or about to be covered by the sheet of a phone, is scrolled to; one in view does not move. */
function useKeepInView(root: RefObject<HTMLDivElement | null>) {
  const pinned = useApp((state) => state.selection.pinned);
  useEffect(() => {
    if (pinned === null) return;
    root.current?.querySelector(`[data-place="${pinned}:0"]`)?.scrollIntoView?.({ block: 'nearest' });
  }, [pinned, root]);
}
