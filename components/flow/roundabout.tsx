// biome-ignore-all lint/a11y/noStaticElementInteractions: a shortcut for the pointer; tokens are chosen by keyboard in the list
// biome-ignore-all lint/a11y/useKeyWithClickEvents: as above
'use client';

import { type Ref, useEffect, useImperativeHandle, useMemo, useRef } from 'react';
import { useApp, useAppStore } from '../app-store';
import type { TokenFacts } from '../trace/facts';
import { capital, words } from '../ui/format';
import { Token } from '../ui/token';
import { describeVerdict, type FlowFacts } from './describe';
import type { Box, Scene } from './layout';
import { atGate, type ChipState, motionOf, placeChip } from './motion';
import styles from './roundabout.module.css';
import { besideAt, flopsAt, phaseAt } from './timeline';

export interface Stage {
  /** Puts everything where it is at a time of playing. */
  draw(seconds: number): void;
}

interface Props {
  readonly ref: Ref<Stage>;
  readonly flow: FlowFacts;
  readonly scene: Scene;
  /** `mor` or `recursive`: the colour of the road's name. */
  readonly role: 'mor' | 'recursive';
  readonly shared: boolean;
  /** Under token-choice the ticket is drawn at the entrance. */
  readonly ticketed: boolean;
  /** What is said of the road beside it; null without one. */
  readonly besideTitle: string | null;
  /** The block of the picture opens the view of one recursion. */
  readonly onOpen: () => void;
}

/** The picture: drawn once by React, moved by `draw`. */
export function Roundabout({ ref, flow, scene, role, shared, ticketed, besideTitle, onOpen }: Props) {
  const { facts, timeline } = flow;
  const store = useAppStore();
  const root = useRef<HTMLDivElement>(null);
  const motion = useMemo(() => motionOf(scene, timeline), [scene, timeline]);
  const painter = useRef<((seconds: number) => void) | null>(null);

  useEffect(() => {
    painter.current = root.current
      ? painterOf(root.current, { flow, scene, motion, shared, ticketed })
      : null;
    return () => {
      painter.current = null;
    };
  }, [flow, scene, motion, shared, ticketed]);
  useImperativeHandle(ref, () => ({ draw: (seconds) => painter.current?.(seconds) }), []);
  useMarked(root, scene);

  const { ring, rooms, chip, head, narrow } = scene;
  const laps = facts.recursions;
  const middle = (ring.left + ring.right) / 2;
  const gated = facts.routing !== 'none';
  return (
    <div
      ref={root}
      className={styles.stage}
      data-role={role}
      data-narrow={narrow || undefined}
      style={{ height: scene.height }}
      onPointerOver={(event) => store.getState().hover(positionOf(event.target))}
      onPointerLeave={() => store.getState().hover(null)}
      onClick={(event) => {
        const position = positionOf(event.target);
        const { pin, selection } = store.getState();
        if (position !== null) pin(selection.pinned === position ? null : position);
      }}
    >
      <svg width={scene.width} height={scene.height} aria-hidden="true">
        <defs>
          <pattern
            id="flow-reused"
            width="5"
            height="5"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="2" height="5" className={styles.hatch} />
          </pattern>
        </defs>
        <g className={styles.roads} style={{ strokeWidth: scene.road }}>
          <path d={`M${scene.from} ${ring.middle}H${ring.left}M${ring.right} ${ring.middle}H${scene.to}`} />
          <path className={styles.ring} d={ringPath(ring)} />
        </g>
        <g className={styles.lanes}>
          <path d={`M${scene.from} ${ring.middle}H${ring.left}M${ring.right} ${ring.middle}H${scene.to}`} />
          <path d={ringPath(ring)} />
        </g>
        <path className={styles.arrow} d={`M${middle + 6} ${ring.bottom - 6}l-10 6 10 6`} />
        {gated && facts.recursions > 1 && !narrow && (
          <path
            className={styles.exit}
            d={`M${ring.right + 12} ${ring.middle + 16}C${ring.right + 16} ${rooms.waiting.y - 26} ${rooms.waiting.x - 30} ${rooms.waiting.y + chip.height / 2} ${rooms.waiting.x - 8} ${rooms.waiting.y + chip.height / 2}`}
          />
        )}

        <g className={styles.block}>
          <rect {...rectOf(scene.frame)} rx={14} className={styles.frame} />
          <text
            x={scene.frame.x + scene.frame.width / 2}
            y={scene.frame.y + (narrow ? 15 : 21)}
            className={styles.blockName}
          >
            {narrow ? 'Shared' : 'Shared block'}
          </text>
          {scene.block.map((box, i) => (
            <g key={box.x} data-box={`block:${i}`}>
              <rect {...rectOf(box)} rx={8} className={styles.slab} />
              <text x={box.x + box.width / 2} y={scene.frame.y + (narrow ? 31 : 41)} className={styles.label}>
                {short(box, narrow || box.width < 42)}
              </text>
            </g>
          ))}
        </g>
        {scene.before.map((box, i) => (
          <LayerBox key={box.label} box={box} name={`before:${i}`} narrow={narrow} />
        ))}
        {scene.after.map((box) => (
          <LayerBox key={box.label} box={box} name="after" narrow={narrow} />
        ))}
        <LayerBox box={head} name="head" narrow={narrow} />

        <g className={styles.store} data-store="">
          <text x={middle} y={ring.middle - (narrow ? 30 : 40)} className={styles.counter} data-counter="" />
          {!narrow && <text x={middle} y={ring.middle - 22} className={styles.label} data-count="" />}
          {Array.from({ length: scene.store.rows }, (_, row) => {
            const y = scene.store.y + row * scene.store.pitch;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a picture that is drawn anew when they change
              <g key={row}>
                <rect
                  className={styles.shelf}
                  x={scene.store.x - 3}
                  y={y - 2}
                  width={scene.store.cell * facts.tokens.length + 6}
                  height={scene.store.cellHeight + 4}
                  rx={4}
                />
                {scene.store.rows > 1 && (
                  <text
                    x={scene.store.x - 10}
                    y={y + scene.store.cellHeight - 1}
                    className={styles.shelfName}
                  >
                    {row + 1}
                  </text>
                )}
                {facts.tokens.map((token, i) => (
                  <rect
                    key={token.position}
                    data-cell={`${row}:${i}`}
                    className={styles.cell}
                    x={scene.store.x + i * scene.store.cell + Math.min(1, scene.store.cell / 8)}
                    y={y}
                    width={Math.max(0.5, scene.store.cell - Math.min(2, scene.store.cell / 4))}
                    height={scene.store.cellHeight}
                    rx={Math.min(2.5, scene.store.cell / 4)}
                  />
                ))}
                {shared && (
                  <rect
                    className={styles.reused}
                    data-reused=""
                    x={scene.store.x - 3}
                    y={y - 2}
                    width={scene.store.cell * facts.tokens.length + 6}
                    height={scene.store.cellHeight + 4}
                    rx={4}
                  />
                )}
              </g>
            );
          })}
          <text
            x={middle}
            y={scene.store.y + scene.store.rows * scene.store.pitch + (narrow ? 9 : 14)}
            className={styles.storeName}
            data-store-name=""
          >
            {storeName(shared, narrow)}
          </text>
        </g>

        {!narrow && (
          <text x={rooms.text.x} y={rooms.text.y - 12} className={styles.room}>
            the text
          </text>
        )}
        {narrow && (
          <text x={rooms.text.x} y={14} className={styles.room}>
            the text
          </text>
        )}
        {gated && facts.recursions > 1 && (
          <text x={rooms.waiting.x} y={rooms.waiting.y - 12} className={styles.room}>
            {narrow || rooms.waiting.width < 250
              ? 'left: wait for the others'
              : 'those who left wait here, in reading order'}
          </text>
        )}
        {!narrow && (
          <text x={rooms.done.x} y={rooms.done.y - 12} className={styles.room}>
            ready to predict
          </text>
        )}

        {ticketed && (
          <Gate
            x={ring.left - scene.road / 2 - (narrow ? 2 : 14)}
            y={ring.middle}
            sign="#"
            label={narrow ? '' : 'tickets'}
            road={scene.road}
          />
        )}
        <Gate
          x={ring.right}
          y={ring.middle}
          sign={ticketed ? '#' : gated ? '?' : String(laps)}
          label={ticketed ? 'ticket' : gated ? 'router' : 'laps'}
          road={scene.road}
          inside={!narrow}
        />
        <text
          className={styles.verdict}
          x={narrow ? scene.width - 2 : ring.right + scene.road / 2 + 6}
          y={narrow ? ring.bottom + scene.road / 2 + 22 : ring.middle - scene.road / 2 - 16}
          textAnchor={narrow ? 'end' : 'start'}
          data-verdict=""
        />
        {scene.beside && (
          <>
            <text
              x={narrow ? rooms.text.x : 0}
              y={scene.beside.y - scene.beside.height / 2 - 32}
              className={styles.side}
            >
              <tspan>Vanilla</tspan>
              {!narrow && `: ${besideTitle}`}
            </text>
            <BesideRoad scene={scene} tokens={facts.tokens.length} />
          </>
        )}
      </svg>
      {!narrow && (
        <button
          type="button"
          className={styles.open}
          style={{ left: scene.frame.x + scene.frame.width + 10, top: scene.frame.y + 2 }}
          onClick={onOpen}
        >
          Look inside
        </button>
      )}
      <div
        className={styles.chips}
        aria-hidden="true"
        data-shows={chip.shows}
        style={{ fontSize: chip.font || undefined }}
      >
        {facts.tokens.map((token) => (
          <span
            key={token.position}
            className={styles.place}
            data-chip=""
            data-position={token.position}
            data-depth={0}
          >
            <span
              className={styles.chip}
              style={{
                width: chip.widths[token.position],
                height: chip.height,
                left: -(chip.widths[token.position] ?? 0) / 2,
                top: -chip.height / 2,
              }}
            >
              {chip.shows === 'text' ? (
                <Token text={token.text} />
              ) : chip.shows === 'number' ? (
                <b data-number="" />
              ) : null}
              {ticketed && chip.shows === 'text' && <i className={styles.ticket}>{token.depth}</i>}
            </span>
            {chip.shows !== 'text' && (
              <em className={styles.tag} style={{ bottom: chip.height / 2 + 3 }}>
                <Token text={token.text} />
                {leftWith(token, ticketed)}
              </em>
            )}
            {chip.shows === 'text' && (
              <small className={styles.score} style={{ top: chip.height / 2 + 1 }} data-score="" />
            )}
          </span>
        ))}
      </div>
    </div>
  );
}

function LayerBox({
  box,
  name,
  narrow,
}: {
  readonly box: Box;
  readonly name: string;
  readonly narrow: boolean;
}) {
  return (
    <g data-box={name}>
      <rect {...rectOf(box)} rx={narrow ? 7 : 11} className={styles.layer} />
      <text x={box.x + box.width / 2} y={box.y - 9} className={styles.label}>
        {short(box, narrow)}
      </text>
    </g>
  );
}

function Gate(props: { x: number; y: number; sign: string; label: string; road: number; inside?: boolean }) {
  const { x, y, sign, label, road, inside } = props;
  const size = road < 50 ? 9 : 14;
  return (
    <g className={styles.gate}>
      <path d={`M${x - road / 2} ${y}H${x + road / 2}`} />
      <circle cx={x - road / 2} cy={y} r={size} />
      <text x={x - road / 2} y={y} className={styles.sign}>
        {sign}
      </text>
      {inside && (
        <text x={x - road / 2} y={y + size + 15} className={styles.gateName}>
          {label}
        </text>
      )}
    </g>
  );
}

function BesideRoad({ scene, tokens }: { readonly scene: Scene; readonly tokens: number }) {
  const beside = scene.beside!;
  const { y, boxes, height } = beside;
  const { narrow } = scene;
  return (
    <g className={styles.beside}>
      <g className={styles.roads} style={{ strokeWidth: height - (narrow ? 10 : 14) }}>
        <path d={`M${scene.from} ${y}H${scene.to}`} />
      </g>
      <g className={styles.lanes}>
        <path d={`M${scene.from} ${y}H${scene.to}`} />
      </g>
      {boxes.map((box, i) => (
        <g key={box.x} data-beside={i}>
          <rect {...rectOf(box)} rx={narrow ? 6 : 10} className={styles.layer} />
          <text x={box.x + box.width / 2} y={box.y - 8} className={styles.label}>
            {short(box, narrow || box.width < 46)}
          </text>
        </g>
      ))}
      <g data-pill="" className={styles.pill}>
        <rect x={narrow ? -21 : -58} y={-13} width={narrow ? 42 : 116} height={26} rx={13} />
        <text y={0.5}>
          {narrow ? `all ${tokens}` : tokens === 1 ? 'the one token' : `all ${tokens} tokens`}
        </text>
      </g>
    </g>
  );
}

const rectOf = ({ x, y, width, height }: Box) => ({ x, y, width, height });
const short = (box: Box, narrow: boolean) => (narrow ? box.label.replace(/^layer /, '') : box.label);
const storeName = (shared: boolean, narrow: boolean) =>
  narrow
    ? shared
      ? 'one cache'
      : 'cache of each lap'
    : shared
      ? 'keys and values: one store for all laps'
      : 'keys and values: a shelf for each lap';

function ringPath({ left, right, top, bottom, radius }: Scene['ring']): string {
  const arc = (x: number, y: number) => `A${radius} ${radius} 0 0 1 ${x} ${y}`;
  return `M${left} ${top + radius}${arc(left + radius, top)}H${right - radius}${arc(right, top + radius)}V${bottom - radius}${arc(right - radius, bottom)}H${left + radius}${arc(left, bottom - radius)}Z`;
}

interface Painting {
  readonly flow: FlowFacts;
  readonly scene: Scene;
  readonly motion: ReturnType<typeof motionOf>;
  readonly shared: boolean;
  readonly ticketed: boolean;
}

/** Writes to the nodes of the picture, and only what changed. */
function painterOf(
  root: HTMLElement,
  { flow, scene, motion, shared, ticketed }: Painting,
): (seconds: number) => void {
  const { facts, timeline } = flow;
  const count = facts.tokens.length;
  const find = <T extends Element>(what: string) => root.querySelector<T>(what);
  const chips = [...root.querySelectorAll<HTMLElement>('[data-chip]')];
  const numbers = chips.map((chip) => chip.querySelector<HTMLElement>('[data-number]'));
  const scores = chips.map((chip) => chip.querySelector<HTMLElement>('[data-score]'));
  const cells = Array.from({ length: scene.store.rows }, () => [] as Element[]);
  for (const cell of root.querySelectorAll<SVGElement>('[data-cell]')) {
    const [row, index] = (cell.dataset.cell ?? '0:0').split(':').map(Number);
    cells[row ?? 0]![index ?? 0] = cell;
  }
  const boxes = [...root.querySelectorAll<SVGElement>('[data-box]')];
  const besides = [...root.querySelectorAll<SVGElement>('[data-beside]')];
  const pill = find<SVGElement>('[data-pill]');
  const [counter, counted, verdict] = [find('[data-counter]'), find('[data-count]'), find('[data-verdict]')];
  const store = find<SVGElement>('[data-store]');
  const name = find('[data-store-name]');
  const ground = find<HTMLElement>('[data-shows]');
  const handing = timeline.phases.findIndex((phase) => phase.kind === 'ticket');
  const [xs, ys] = [new Float64Array(count).fill(-1), new Float64Array(count).fill(-1)];
  const depths = new Int8Array(count).fill(-1);
  const waits = new Int8Array(count).fill(-1);
  const state: ChipState = { x: 0, y: 0, depth: 0, waiting: false };
  const write = (node: Element | null, text: string) => {
    if (node && node.textContent !== text) node.textContent = text;
  };
  const flag = (node: HTMLElement | SVGElement | null, key: string, on: boolean) => {
    if (!node || (node.dataset[key] !== undefined) === on) return;
    if (on) node.dataset[key] = '';
    else delete node.dataset[key];
  };

  return (seconds) => {
    const index = phaseAt(timeline, seconds);
    const phase = timeline.phases[index];
    const flops = flopsAt(timeline, seconds);
    for (let i = 0; i < count; i += 1) {
      placeChip(scene, timeline, motion, i, seconds, state);
      const chip = chips[i]!;
      if (xs[i] !== state.x || ys[i] !== state.y) {
        xs[i] = state.x;
        ys[i] = state.y;
        chip.style.transform = `translate3d(${state.x.toFixed(2)}px, ${state.y.toFixed(2)}px, 0)`;
      }
      if (depths[i] !== state.depth) {
        depths[i] = state.depth;
        chip.dataset.depth = String(state.depth);
        write(numbers[i] ?? null, state.depth > 0 ? String(state.depth) : '');
        for (const [r, row] of cells.entries()) row[i]?.setAttribute('data-kept', String(state.depth > r));
      }
      const waits01 = state.waiting ? 1 : 0;
      if (waits[i] !== waits01) {
        waits[i] = waits01;
        flag(chip, 'waiting', state.waiting);
        const left = facts.tokens[i]!.decisions.find((decision) => decision.passage === 'left');
        write(
          scores[i] ?? null,
          state.waiting && left && left.score !== null && !ticketed ? shortScore(left.score, left.bar) : '',
        );
      }
    }

    flag(ground, 'ticketed', ticketed && index >= handing);
    const done = seconds >= timeline.seconds;
    const at = phase && !done ? activeLayer(phase, flops) : -1;
    for (const box of boxes) {
      const [part, order] = (box.dataset.box ?? '').split(':');
      const lit =
        phase !== undefined &&
        !done &&
        ((part === 'block' && phase.kind === 'lap' && Number(order) === at) ||
          (part === 'before' && phase.kind === 'layer' && scene.before.length > 0) ||
          (part === 'after' && phase.kind === 'last') ||
          (part === 'head' && phase.kind === 'head'));
      flag(box, 'lit', lit);
    }

    const lap = [...timeline.phases.slice(0, index + 1)]
      .reverse()
      .find((each) => each.kind === 'lap' || each.kind === 'gate');
    const over =
      phase !== undefined && (['rejoin', 'last', 'head', 'alone'] as string[]).includes(phase.kind);
    write(counter, lap ? `recursion ${lap.recursion} of ${facts.recursions}` : '');
    write(counted, lap ? (over ? 'done' : roundText(lap.taking.length - lap.leaving.length, count)) : '');
    const order =
      phase?.kind === 'gate'
        ? atGate((seconds - phase.seconds[0]) / (phase.seconds[1] - phase.seconds[0]), phase.taking.length)
        : -1;
    const asked = order >= 0 && phase ? phase.taking[order] : undefined;
    const text = asked === undefined ? '' : facts.tokens[asked]!.text.trim().slice(0, 12);
    write(
      verdict,
      asked === undefined ? '' : `${text} ${describeVerdict(facts, asked, phase?.recursion ?? 1)}`,
    );
    if (verdict instanceof SVGElement)
      flag(verdict, 'out', asked !== undefined && phase?.leaving.includes(asked) === true);
    if (shared) {
      const reading = phase?.kind === 'lap' && (phase.recursion ?? 1) > 1 && !done;
      flag(store, 'reading', reading);
      write(
        name,
        reading
          ? scene.narrow
            ? `read on lap ${phase.recursion}`
            : `lap ${phase.recursion} reads what lap 1 kept`
          : storeName(true, scene.narrow),
      );
    }

    if (pill && scene.beside) {
      const { layer, share } = besideAt(timeline, flops);
      const boxesThere = scene.beside.boxes;
      const here = boxesThere[layer];
      const [left, right] = [boxesThere[layer - 1], boxesThere[layer + 1]];
      const first = !here ? 0 : left ? (left.x + left.width + here.x) / 2 : here.x - (scene.narrow ? 0 : 20);
      const end = !here ? 0 : right ? (here.x + here.width + right.x) / 2 : here.x + here.width / 2;
      pill.style.transform = `translate(${(first + (end - first) * share).toFixed(2)}px, ${scene.beside.y}px)`;
      besides.forEach((box, i) => {
        const ended = timeline.besideTotal !== null && flops >= timeline.besideTotal;
        flag(box, 'lit', i === layer && seconds > 0 && !ended);
        flag(box, 'past', i < layer || ended);
      });
    }
  };
}

function activeLayer(phase: { layerStarts: readonly number[] }, flops: number): number {
  let at = 0;
  while (at < phase.layerStarts.length - 1 && flops >= phase.layerStarts[at + 1]!) at += 1;
  return at;
}

/** The score a token left with, beside its name where it has no room of its own. */
function leftWith(token: TokenFacts, ticketed: boolean) {
  const left = token.decisions.find((decision) => decision.passage === 'left');
  return left && left.score !== null && !ticketed ? ` left at ${shortScore(left.score, left.bar)}` : null;
}

const shortScore = (value: number, bar: number | null) => {
  const text = value.toFixed(2);
  return (bar !== null && value !== bar && text === bar.toFixed(2) ? value.toFixed(3) : text).replace(
    /^0/,
    '',
  );
};

const roundText = (going: number, count: number) => `${capital(words(going))} of ${words(count)} go round`;

/** The token pointed at or pinned anywhere on the page is marked here as well. */
function useMarked(root: React.RefObject<HTMLElement | null>, scene: Scene) {
  const hovered = useApp((state) => state.selection.hovered);
  const pinned = useApp((state) => state.selection.pinned);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with another scene there are other nodes
  useEffect(() => {
    const nodes = [...(root.current?.querySelectorAll<HTMLElement>('[data-chip]') ?? [])];
    const mark = (position: number | null, key: 'hovered' | 'pinned') => {
      for (const node of nodes) delete node.dataset[key];
      const node = position === null ? undefined : nodes[position];
      if (node) node.dataset[key] = '';
    };
    mark(hovered, 'hovered');
    mark(pinned, 'pinned');
  }, [hovered, pinned, root, scene]);
}

function positionOf(target: EventTarget): number | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-position]') : null;
  return element ? Number(element.dataset.position) : null;
}
