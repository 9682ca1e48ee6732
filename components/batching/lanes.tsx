'use client';

import { useId, useMemo, useRef, useState } from 'react';
import { t } from '../../languages/current';
import type { BatchRun } from '../../store/batching';
import type { WriterRole } from '../../store/source';
import { useWidth } from '../flow/use-width';
import { Token } from '../ui/token';
import styles from './batching.module.css';
import { describeSlot, describeTick } from './describe';
import { type Held, heldIn, textsOf, worthLooking } from './facts';
import { drawnBars, lanesOf, marksOf, stretchAround } from './layout';

/** Widths and heights in px. */
const CELL = 10;
const LANE = { roomy: 24, tight: 15 };
/** More slots than this stand closer. */
const ROOMY = 16;
const NUMBERS = 26;
const NOW = { wide: 190, narrow: 132 };
const BARS = 26;
const AXIS = 18;

interface Props {
  readonly role: WriterRole;
  readonly run: BatchRun;
  /** Heights of a lane; 1 where all layers are one pass. */
  readonly recursions: number;
}

/** Slots as lanes, ticks along them, and beside them the tokens of the tick that is looked at. */
export function Lanes({ role, run, recursions }: Props) {
  const { ticks, memory } = run;
  const root = useRef<HTMLDivElement>(null);
  const width = useWidth(root);
  const hatch = useId();
  /** 0-based; null leaves it to what is worth looking at. */
  const [chosen, setChosen] = useState<number | null>(null);
  const texts = useMemo(() => textsOf(run), [run]);
  const says = t().batching;
  const last = ticks.length - 1;
  const at = Math.min(chosen ?? worthLooking(run), last);
  const tick = ticks[at];
  const now = width < 560 ? NOW.narrow : NOW.wide;
  const lane = memory.slots > ROOMY ? LANE.tight : LANE.roomy;
  const room = width - NUMBERS - now;
  const stretch = stretchAround(at, ticks.length, room, CELL);
  const shown = ticks.slice(stretch.from, stretch.to);
  const height = memory.slots * lane;
  const lanes = lanesOf(shown, { cell: CELL, lane, slots: memory.slots, recursions });
  const bars = drawnBars(shown, CELL, BARS - 4, memory.slots);
  return (
    <section
      className={styles.batch}
      data-role={role}
      aria-label={says.picture.name(says.names[role], memory.slots)}
    >
      <h3 className={styles.name}>
        {says.names[role]}
        <small>{says.picture.slots[role](memory.slots)}</small>
      </h3>
      <div ref={root} className={styles.picture}>
        <svg
          aria-hidden="true"
          className={styles.lanes}
          width={NUMBERS + shown.length * CELL}
          height={BARS + height + AXIS}
          data-tight={lane === LANE.tight || undefined}
        >
          <defs>
            <pattern
              id={hatch}
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <path d="M0 0v5" className={styles.hatch} />
            </pattern>
          </defs>
          {Array.from({ length: memory.slots }, (_, slot) => (
            <text
              // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place
              key={slot}
              x={NUMBERS - 8}
              y={BARS + (slot + 0.5) * lane + 5}
              textAnchor="end"
            >
              {slot + 1}
            </text>
          ))}
          <g transform={`translate(${NUMBERS} 0)`}>
            <path d={bars} className={styles.bars} />
            <g transform={`translate(0 ${BARS})`}>
              <path d={lanes.idle} fill={`url(#${hatch})`} />
              {lanes.depths.map((path, r) => (
                <path
                  // biome-ignore lint/suspicious/noArrayIndexKey: a depth is its place
                  key={r}
                  d={path}
                  data-depth={role === 'mor' ? r + 1 : 'all'}
                />
              ))}
              {tick && (
                <rect
                  className={styles.looked}
                  x={(at - stretch.from) * CELL - 1.5}
                  y={-1}
                  width={CELL + 1}
                  height={height + 2}
                  rx={2}
                />
              )}
              {marksOf(stretch).map((mark) => (
                <text
                  key={mark}
                  x={(mark - 1 - stretch.from) * CELL + CELL / 2}
                  y={height + 14}
                  textAnchor="middle"
                >
                  {mark}
                </text>
              ))}
            </g>
          </g>
        </svg>
        {tick && <Now role={role} held={heldIn(tick, texts)} lane={lane} width={now} />}
      </div>
      {tick && (
        <div className={styles.scrub}>
          <label>
            <span>{says.picture.tick}</span>
            <input
              type="range"
              min={1}
              max={ticks.length}
              value={at + 1}
              aria-valuetext={describeTick(tick, at)}
              onChange={({ currentTarget: { valueAsNumber } }) =>
                setChosen(valueAsNumber - 1 === last && !run.over ? null : valueAsNumber - 1)
              }
            />
          </label>
          <p>{describeTick(tick, at)}</p>
        </div>
      )}
      <Legend role={role} recursions={recursions} />
    </section>
  );
}

interface NowProps {
  readonly role: WriterRole;
  readonly held: readonly (Held | null)[];
  readonly lane: number;
  readonly width: number;
}

/** The tokens of one tick, each beside its lane. */
function Now({ role, held, lane, width }: NowProps) {
  const says = t().batching.picture;
  return (
    <ol className={styles.now} style={{ width, paddingTop: BARS }} aria-label={says.now}>
      {held.map((each, slot) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place
          key={slot}
          style={{ height: lane }}
        >
          <span className="visually-hidden">{describeSlot(slot, each, role)}</span>
          <span aria-hidden="true" className={styles.chipLine}>
            {each ? (
              <>
                <span
                  className={styles.chip}
                  data-depth={role === 'mor' ? each.recursion : 'all'}
                  data-leaves={(role === 'mor' && each.leaves) || undefined}
                >
                  <Token text={each.token.text} />
                  {role === 'mor' && <b>{each.recursion}</b>}
                </span>
                <small>{says.ofText(each.text + 1)}</small>
              </>
            ) : (
              <span className={styles.idle}>{says.idle}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Legend({ role, recursions }: Pick<Props, 'role' | 'recursions'>) {
  const { legend } = t().batching.picture;
  return (
    <ul className={styles.legend}>
      {role === 'mor' ? (
        Array.from({ length: recursions }, (_, r) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a round is its place
            key={r + 1}
          >
            <i data-depth={r + 1} style={{ height: `${(14 * (r + 1)) / recursions}px` }} />
            {legend.round(r + 1)}
          </li>
        ))
      ) : (
        <li>
          <i data-depth="all" />
          {legend.whole}
        </li>
      )}
      <li>
        <i data-gap />
        {legend.next}
      </li>
      <li>
        <i data-idle />
        {legend.idle}
      </li>
      <li>
        <i data-written />
        {legend.written}
      </li>
    </ul>
  );
}
