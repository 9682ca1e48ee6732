// biome-ignore-all lint/a11y/useSemanticElements: towers in lines are a grid, but no table element can be laid out so
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus, not its rows and headers
'use client';

import { type KeyboardEvent, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useApp, useAppStore } from '../app-store';
import { describeCell, describeRow, tokenName } from '../trace/describe';
import { type RunFacts, type RunKind, reuseTokens, type TokenFacts } from '../trace/facts';
import styles from './depth-map.module.css';
import { layoutMap, lineGap, type MapLayout, move, type Place } from './layout';
import { Tower } from './tower';
import { useMapSpace } from './use-map-space';

const HINT = 'Choose a token to see why it went on or left.';

/** The towers, in as many lines as it takes. One tab stop; the arrow keys move inside it. */
export function DepthGrid({ facts }: { readonly facts: RunFacts }) {
  const store = useAppStore();
  const until = useApp((state) => state.selection.recursion);
  const root = useRef<HTMLDivElement>(null);
  const space = useMapSpace(root);
  const { kind, tokens } = useSteadyFacts(facts);
  const texts = useMemo(() => facts.tokens.map((token) => token.text), [facts]);
  const layout = useMemo(() => layoutMap(texts, facts.recursions, space), [texts, facts.recursions, space]);
  const { tabStop, setTabStop, focusNext } = useTabStop(facts, root);
  const [looked, setLooked] = useState<Place | null>(null);

  useKeepInView(root);

  const look = (place: Place | null) => {
    setLooked(place);
    store.getState().hover(place?.position ?? null);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { pin, selection } = store.getState();
    const next = move(tabStop, event.key, facts.tokens.length, facts.recursions);
    if (next) focusNext(next);
    else if (event.key === 'Enter' || event.key === ' ') {
      pin(selection.pinned === tabStop.position ? null : tabStop.position);
    } else if (event.key === 'Escape' && selection.pinned !== null) pin(null);
    else return;
    event.preventDefault();
  };

  return (
    <div>
      <div
        ref={root}
        role="grid"
        aria-label="Depth of each token. Left and right arrows move between tokens, up and down between recursions; Enter pins a token, Escape lets it go."
        aria-rowcount={facts.tokens.length + 1}
        aria-colcount={facts.recursions + 1}
        className={styles.grid}
        style={sizes(layout, facts.recursions)}
        onKeyDown={onKeyDown}
        onPointerOver={(event) => look(placeOf(event.target))}
        onPointerLeave={() => look(null)}
        onFocus={(event) => {
          const place = placeOf(event.target);
          if (place) setTabStop(place);
          look(place);
        }}
        onBlur={() => look(null)}
        onClick={(event) => {
          const place = placeOf(event.target);
          const { pin, selection } = store.getState();
          if (place) pin(selection.pinned === place.position ? null : place.position);
        }}
      >
        {layout.lines.map((line, index) => (
          <div key={line.from} role="rowgroup" className={styles.line}>
            <Axis facts={facts} first={index === 0} scrubbed={until} narrow={layout.axisWidth < 40} />
            {line.widths.map((width, i) => {
              const token = tokens[line.from + i];
              if (!token) return null;
              return (
                <Tower
                  key={token.position}
                  kind={kind}
                  token={token}
                  width={width}
                  until={until}
                  tight={layout.cellHeight < 38}
                  tabStop={tabStop.position === token.position ? tabStop.recursion : null}
                />
              );
            })}
          </div>
        ))}
      </div>
      <p className={styles.readout} aria-hidden="true">
        {(looked && sentenceAt(facts, looked)) ?? HINT}
      </p>
    </div>
  );
}

/** Names of the rows; in full beside the first line only. */
function Axis(props: { facts: RunFacts; first: boolean; scrubbed: number | null; narrow: boolean }) {
  const { facts, first, scrubbed, narrow } = props;
  const recursions = Array.from({ length: facts.recursions }, (_, i) => i + 1);
  if (!first || narrow) {
    return (
      <div className={styles.axis} aria-hidden="true">
        <span className={styles.axisFoot} />
        {recursions.map((recursion) => (
          <span
            key={recursion}
            className={styles.axisName}
            data-scrubbed={recursion === scrubbed || undefined}
          >
            {recursion}
          </span>
        ))}
      </div>
    );
  }
  return (
    <div role="row" className={styles.axis}>
      <span role="columnheader" className={styles.axisFoot}>
        <span className="visually-hidden">Token</span>
      </span>
      {recursions.map((recursion) => (
        <span
          key={recursion}
          role="columnheader"
          className={styles.axisName}
          data-scrubbed={recursion === scrubbed || undefined}
        >
          recursion {recursion}
          <small>{describeRow(facts, recursion)}</small>
        </span>
      ))}
    </div>
  );
}

function sizes(layout: MapLayout, recursions: number): React.CSSProperties {
  return {
    '--rows': recursions,
    '--cell': `${layout.cellHeight}px`,
    '--gap': `${layout.gap}px`,
    '--line-gap': `${lineGap(layout.scale)}px`,
    '--name': `${layout.labelHeight}px`,
    '--axis': `${layout.axisWidth}px`,
    '--font': `${layout.font}px`,
    '--scale': layout.scale,
  } as React.CSSProperties;
}

function sentenceAt(facts: RunFacts, place: Place): string | null {
  const token = facts.tokens[place.position];
  if (!token) return null;
  const decision = token.decisions[place.recursion - 1];
  if (decision) return describeCell(facts, token, decision);
  return `${tokenName(token)}, depth ${token.depth} of ${facts.recursions}.`;
}

function placeOf(target: EventTarget): Place | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  const [position, recursion] = element?.dataset.place?.split(':').map(Number) ?? [];
  return position === undefined || recursion === undefined ? null : { position, recursion };
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

/** Which cell the Tab key reaches, kept inside the grid when a new run has fewer tokens. */
function useTabStop(facts: RunFacts, root: RefObject<HTMLDivElement | null>) {
  const [wanted, setWanted] = useState<Place>({ position: 0, recursion: 1 });
  const moved = useRef(false);
  const tabStop = useMemo(
    () => ({
      position: Math.max(0, Math.min(wanted.position, facts.tokens.length - 1)),
      recursion: Math.min(wanted.recursion, facts.recursions),
    }),
    [wanted, facts],
  );
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    root.current
      ?.querySelector<HTMLElement>(`[data-place="${tabStop.position}:${tabStop.recursion}"]`)
      ?.focus();
  }, [tabStop, root]);
  const focusNext = (place: Place) => {
    moved.current = true;
    setWanted(place);
  };
  return { tabStop, setTabStop: setWanted, focusNext };
}
