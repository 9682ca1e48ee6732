// biome-ignore-all lint/a11y/useSemanticElements: columns in lines are a grid, but no table element can be laid out so
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus, not its rows and headers
'use client';

import { type KeyboardEvent, memo, type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { useApp, useAppStore } from '../app-store';
import { lineGap, move } from '../depth-map/layout';
import type { TokenFacts } from '../trace/facts';
import { Token } from '../ui/token';
import { type CacheFacts, describeEntry, describeToken, rowTitle } from './describe';
import type { FigureProps } from './figure-props';
import type { CacheRow } from './grid';
import styles from './kv-cache.module.css';
import type { CacheLayout, Place } from './layout';

interface Props extends FigureProps {
  readonly layout: CacheLayout;
  readonly onLook: (place: Place | null) => void;
}

/** Columns of entries in as many lines as it takes. One tab stop; the arrow keys move inside it. */
export function EntryGrid({ facts, mor, vanilla, layout, onLook }: Props) {
  const store = useAppStore();
  const root = useRef<HTMLDivElement>(null);
  const { rows } = mor.grid;
  const { tabStop, setTabStop, focusNext } = useTabStop(facts.tokens.length, rows.length, root);

  const look = (place: Place | null) => {
    onLook(place);
    store.getState().hover(place?.position ?? null);
  };
  const toggle = (position: number) => {
    const { pin, selection } = store.getState();
    pin(selection.pinned === position ? null : position);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { pin, selection } = store.getState();
    const at = { position: tabStop.position, recursion: tabStop.row };
    const next = move(at, event.key, facts.tokens.length, rows.length);
    if (next) focusNext({ position: next.position, row: next.recursion });
    else if (event.key === 'Enter' || event.key === ' ') toggle(tabStop.position);
    else if (event.key === 'Escape' && selection.pinned !== null) pin(null);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={root}
      role="grid"
      aria-label="What the cache holds. Left and right arrows move between tokens, up and down between layers; Enter pins a token, Escape lets it go."
      aria-rowcount={facts.tokens.length + 1}
      aria-colcount={rows.length + 1}
      className={styles.grid}
      style={sizes(layout)}
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
        if (place) toggle(place.position);
      }}
    >
      {layout.lines.map((line, index) => (
        <div key={line.from} role="rowgroup" className={styles.line}>
          <Axis rows={rows} first={index === 0} />
          {line.widths.map((width, i) => {
            const token = facts.tokens[line.from + i];
            return (
              token && (
                <Column
                  key={token.position}
                  mor={mor}
                  vanilla={vanilla}
                  token={token}
                  width={width}
                  tabStop={tabStop.position === token.position ? tabStop.row : null}
                />
              )
            );
          })}
        </div>
      ))}
    </div>
  );
}

/** The first layer of a recursion, and what comes after the last, stand a little apart. */
const begins = (rows: readonly CacheRow[], i: number) =>
  i > 0 && rows[i - 1]?.recursion !== rows[i]?.recursion ? true : undefined;

/** Names of the rows, beside every line; said once. */
function Axis({ rows, first }: { readonly rows: readonly CacheRow[]; readonly first: boolean }) {
  if (!first) {
    return (
      <div className={styles.axis} aria-hidden="true">
        <span className={styles.axisFoot} />
        {rows.map((row, i) => (
          <span key={row.layer} className={styles.axisName} data-begins={begins(rows, i)}>
            {row.name}
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
      {rows.map((row, i) => (
        <span
          key={row.layer}
          role="columnheader"
          aria-label={rowTitle(row)}
          className={styles.axisName}
          data-begins={begins(rows, i)}
        >
          {row.name}
        </span>
      ))}
    </div>
  );
}

interface ColumnProps {
  readonly mor: CacheFacts;
  readonly vanilla: CacheFacts | null;
  readonly token: TokenFacts;
  readonly width: number;
  /** The row that the Tab key reaches, 0 for the token's text; null where another column has it. */
  readonly tabStop: number | null;
}

/** One token: its text below, above it an entry for every layer pass, the first layer lowest. */
const Column = memo(function Column({ mor, vanilla, token, width, tabStop }: ColumnProps) {
  const { position } = token;
  const pinned = useApp((state) => state.selection.pinned === position);
  const hovered = useApp((state) => state.selection.hovered === position);
  const { rows } = mor.grid;
  return (
    <div
      role="row"
      aria-selected={pinned}
      className={styles.column}
      style={{ width }}
      data-pinned={pinned || undefined}
      data-hovered={hovered || undefined}
    >
      <div
        role="rowheader"
        tabIndex={tabStop === 0 ? 0 : -1}
        data-place={`${position}:0`}
        aria-label={describeToken(mor, vanilla, token)}
        className={styles.name}
      >
        <Token text={token.text} />
      </div>
      {rows.map((row, i) => (
        <div
          key={row.layer}
          role="gridcell"
          tabIndex={tabStop === i + 1 ? 0 : -1}
          data-place={`${position}:${i + 1}`}
          data-state={row.entries[position]}
          data-begins={begins(rows, i)}
          aria-label={describeEntry(mor, row, token)}
          className={styles.cell}
        />
      ))}
    </div>
  );
});

function sizes(layout: CacheLayout): React.CSSProperties {
  return {
    '--cell': `${layout.rowHeight}px`,
    '--row-gap': `${layout.rowGap}px`,
    '--gap': `${layout.gap}px`,
    '--line-gap': `${lineGap(layout.scale)}px`,
    '--name': `${layout.labelHeight}px`,
    '--axis': `${layout.axisWidth}px`,
    '--font': `${layout.font}px`,
    '--scale': layout.scale,
  } as React.CSSProperties;
}

function placeOf(target: EventTarget): Place | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  const [position, row] = element?.dataset.place?.split(':').map(Number) ?? [];
  return position === undefined || row === undefined ? null : { position, row };
}

/** Which cell the Tab key reaches, kept inside the grid when a new run is smaller. */
function useTabStop(tokens: number, rows: number, root: RefObject<HTMLDivElement | null>) {
  const [wanted, setWanted] = useState<Place>({ position: 0, row: 1 });
  const moved = useRef(false);
  const tabStop = useMemo(
    () => ({ position: Math.max(0, Math.min(wanted.position, tokens - 1)), row: Math.min(wanted.row, rows) }),
    [wanted, tokens, rows],
  );
  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    root.current?.querySelector<HTMLElement>(`[data-place="${tabStop.position}:${tabStop.row}"]`)?.focus();
  }, [tabStop, root]);
  const focusNext = (place: Place) => {
    moved.current = true;
    setWanted(place);
  };
  return { tabStop, setTabStop: setWanted, focusNext };
}
