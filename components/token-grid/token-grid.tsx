// biome-ignore-all lint/a11y/useSemanticElements: columns in lines are a grid, but no table element can be laid out so
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus, not its rows and headers
'use client';

import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { t } from '../../languages/current';
import { useApp, useAppStore } from '../app-store';
import type { TokenFacts } from '../trace/facts';
import { useLight } from '../trace/lit';
import { Token } from '../ui/token';
import { type GridLayout, lineGap, move, type Place } from './layout';
import { useLinked } from './linked';
import styles from './token-grid.module.css';

interface GridProps {
  readonly label: string;
  readonly tokens: readonly TokenFacts[];
  readonly rows: number;
  readonly layout: GridLayout;
  readonly className: string | undefined;
  /** Names of the rows beside a line. */
  readonly axis: (first: boolean) => ReactNode;
  /** A `TokenColumn` with its key; `tabStop` is the row that the Tab key reaches, null where another column has it. */
  readonly column: (token: TokenFacts, width: number, tabStop: number | null) => ReactNode;
  readonly onLook: (place: Place | null) => void;
}

/** Columns of cells, one a token, in as many lines as it takes. One tab stop; the arrow keys move inside it. */
export function TokenGrid({ label, tokens, rows, layout, className, axis, column, onLook }: GridProps) {
  const store = useAppStore();
  const { hover, togglePin } = useLinked();
  const root = useRef<HTMLDivElement>(null);
  const { tabStop, setTabStop, focusNext } = useTabStop(tokens.length, rows, root);

  const look = (place: Place | null) => {
    onLook(place);
    hover(place?.position ?? null);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { pin, selection } = store.getState();
    const next = move(tabStop, event.key, tokens.length, rows);
    if (next) focusNext(next);
    else if (event.key === 'Enter' || event.key === ' ') togglePin(tabStop.position);
    else if (event.key === 'Escape' && selection.pinned !== null) pin(null);
    else return;
    event.preventDefault();
  };

  return (
    <div
      ref={root}
      role="grid"
      aria-label={label}
      aria-rowcount={tokens.length + 1}
      aria-colcount={rows + 1}
      className={`${styles.grid} ${className}`}
      style={sizes(layout, rows)}
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
        if (place) togglePin(place.position);
      }}
    >
      {layout.lines.map((line, index) => (
        <div key={line.from} role="rowgroup" className={styles.line}>
          {axis(index === 0)}
          {line.widths.map((width, i) => {
            const token = tokens[line.from + i];
            return token && column(token, width, tabStop.position === token.position ? tabStop.row : null);
          })}
        </div>
      ))}
    </div>
  );
}

interface AxisProps {
  /** Said to those who listen; beside other lines it only repeats. */
  readonly said: boolean;
  readonly className: string | undefined;
  /** A name a row from below; column headers where they are said. */
  readonly children: ReactNode;
}

export function TokenAxis({ said, className, children }: AxisProps) {
  return (
    <div
      role={said ? 'row' : undefined}
      aria-hidden={!said || undefined}
      className={`${styles.axis} ${className}`}
    >
      <span role={said ? 'columnheader' : undefined} className={styles.axisFoot}>
        {said && <span className="visually-hidden">{t().tokens.token}</span>}
      </span>
      {children}
    </div>
  );
}

interface ColumnProps {
  readonly token: TokenFacts;
  readonly width: number;
  readonly tabStop: number | null;
  /** What is said of the token. */
  readonly label: string;
  readonly className: string | undefined;
  /** Its cells from below, each `placed`. */
  readonly children: ReactNode;
}

/** One token: its text below, its cells above it. */
export function TokenColumn({ token, width, tabStop, label, className, children }: ColumnProps) {
  const { position } = token;
  const { isLinked } = useLinked();
  const pinned = useApp((state) => state.selection.pinned === position) && isLinked(position);
  const hovered = useApp((state) => state.selection.hovered === position) && isLinked(position);
  return (
    <div
      role="row"
      aria-selected={pinned}
      className={`${styles.column} ${className}`}
      style={{ width }}
      data-pinned={pinned || undefined}
      data-hovered={hovered || undefined}
      data-light={useLight(position)}
    >
      <div role="rowheader" {...placed(position, 0, tabStop)} aria-label={label} className={styles.name}>
        <Token text={token.text} />
      </div>
      {children}
    </div>
  );
}

/** What makes an element a place of the grid. */
export function placed(position: number, row: number, tabStop: number | null) {
  return { tabIndex: row === tabStop ? 0 : -1, 'data-place': `${position}:${row}` };
}

function placeOf(target: EventTarget): Place | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
  const [position, row] = element?.dataset.place?.split(':').map(Number) ?? [];
  return position === undefined || row === undefined ? null : { position, row };
}

function sizes(layout: GridLayout, rows: number): CSSProperties {
  return {
    '--rows': rows,
    '--cell': `${layout.cellHeight}px`,
    '--row-gap': `${layout.rowGap}px`,
    '--gap': `${layout.gap}px`,
    '--line-gap': `${lineGap(layout.scale)}px`,
    '--name': `${layout.labelHeight}px`,
    '--axis': `${layout.axisWidth}px`,
    '--font': `${layout.font}px`,
    '--scale': layout.scale,
  } as CSSProperties;
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
