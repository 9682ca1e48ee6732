import { t } from '../../../languages/current';
import { describeVerdict } from '../describe';
import { atGate } from '../motion';
import { besideAt, type Phase } from '../timeline';
import { flag, type Moment, type Painting, write } from './painting';

/** Lights the layer that runs. */
export function layerPainter(root: HTMLElement, { scene, motion }: Painting): (moment: Moment) => void {
  const boxes = [...root.querySelectorAll<SVGElement>('[data-box]')].map((node) => {
    const [part, order] = (node.dataset.box ?? '').split(':');
    return { node, part, order: Number(order) };
  });
  return ({ phase, index, flops, over }) => {
    const running = phase && !over ? partOf(phase) : null;
    const at = !phase
      ? -1
      : phase.kind === 'layer' && scene.kind === 'long'
        ? motion.passed[index]!
        : activeLayer(phase, flops);
    for (const { node, part, order } of boxes) {
      flag(node, 'lit', part === running && (Number.isNaN(order) || order === at));
    }
  };
}

/** The part of the picture that a phase runs. */
function partOf({ kind }: Phase): string | null {
  const parts: { readonly [kind in Phase['kind']]?: string } = {
    layer: 'before',
    lap: 'block',
    last: 'after',
    head: 'head',
  };
  return parts[kind] ?? null;
}

function activeLayer(phase: Phase, flops: number): number {
  let at = 0;
  while (at < phase.layerStarts.length - 1 && flops >= phase.layerStarts[at + 1]!) at += 1;
  return at;
}

/** Says which recursion it is, how many go round, and what the gate says of who stands there. */
export function wordPainter(root: HTMLElement, { flow: { facts, timeline } }: Painting) {
  const count = facts.tokens.length;
  const [counter, counted] = [root.querySelector('[data-counter]'), root.querySelector('[data-count]')];
  const verdict = root.querySelector<SVGElement>('[data-verdict]');
  const laps = timeline.phases.map((_, index) =>
    timeline.phases.slice(0, index + 1).findLast((each) => each.kind === 'lap' || each.kind === 'gate'),
  );
  return ({ index, phase, seconds }: Moment): void => {
    if (!counter) return;
    const says = t().flow.picture;
    const lap = laps[index];
    const done = phase !== undefined && ['rejoin', 'last', 'head', 'alone'].includes(phase.kind);
    write(counter, lap ? says.counter(lap.recursion ?? 1, facts.recursions) : '');
    write(counted, lap ? (done ? says.done : says.round(lap.taking.length - lap.leaving.length, count)) : '');
    const order =
      phase?.kind === 'gate'
        ? atGate((seconds - phase.seconds[0]) / (phase.seconds[1] - phase.seconds[0]), phase.taking.length)
        : -1;
    const asked = phase?.taking[order];
    const text = asked === undefined ? '' : facts.tokens[asked]!.text.trim().slice(0, 12);
    write(
      verdict,
      asked === undefined ? '' : `${text} ${describeVerdict(facts, asked, phase?.recursion ?? 1)}`,
    );
    flag(verdict, 'out', asked !== undefined && phase?.leaving.includes(asked) === true);
  };
}

/** Moves the pill on the road beside it, by the FLOPs on the clock. */
export function besidePainter(root: HTMLElement, { flow: { timeline }, scene }: Painting) {
  const pill = root.querySelector<SVGElement>('[data-pill]');
  const boxes = [...root.querySelectorAll<SVGElement>('[data-beside]')];
  const beside = scene.kind === 'round' ? scene.beside : null;
  return ({ flops, seconds }: Moment): void => {
    if (!pill || !beside) return;
    const { layer, share } = besideAt(timeline, flops);
    const here = beside.boxes[layer];
    const [left, right] = [beside.boxes[layer - 1], beside.boxes[layer + 1]];
    const from = !here ? 0 : left ? (left.x + left.width + here.x) / 2 : beside.from;
    const to = !here ? 0 : right ? (here.x + here.width + right.x) / 2 : here.x + here.width / 2;
    pill.style.transform = `translate(${(from + (to - from) * share).toFixed(2)}px, ${beside.y}px)`;
    const ended = timeline.besideTotal !== null && flops >= timeline.besideTotal;
    boxes.forEach((box, i) => {
      flag(box, 'lit', i === layer && seconds > 0 && !ended);
      flag(box, 'past', i < layer || ended);
    });
  };
}
