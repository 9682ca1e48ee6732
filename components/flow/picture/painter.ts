import type { FlowFacts } from '../describe';
import { describeVerdict } from '../describe';
import { atGate, type ChipState, type motionOf, placeChip } from '../motion';
import type { Scene } from '../scene/scene';
import { besideAt, flopsAt, phaseAt } from '../timeline';
import { roundText, shortScore, storeName } from './labels';

interface Painting {
  readonly flow: FlowFacts;
  readonly scene: Scene;
  readonly motion: ReturnType<typeof motionOf>;
  readonly shared: boolean;
  readonly ticketed: boolean;
}

/** Writes to the nodes of the picture, and only what changed. */
export function painterOf(
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
