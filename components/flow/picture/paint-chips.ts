import { type ChipState, placeChip } from '../motion';
import { shortScore } from './labels';
import { flag, type Moment, type Painting, write } from './painting';

/** Moves the chips; `keep` hears of a token that is through a recursion, or through a layer of the long road. */
export function chipPainter(
  root: HTMLElement,
  { flow, scene, motion, ticketed }: Painting,
  keep: (position: number, done: number) => void,
): (moment: Moment) => void {
  const { facts, timeline } = flow;
  const count = facts.tokens.length;
  const chips = [...root.querySelectorAll<HTMLElement>('[data-chip]')];
  const numbers = chips.map((chip) => chip.querySelector<HTMLElement>('[data-number]'));
  const scores = chips.map((chip) => chip.querySelector<HTMLElement>('[data-score]'));
  const ground = root.querySelector<HTMLElement>('[data-shows]');
  const handing = timeline.phases.findIndex((phase) => phase.kind === 'ticket');
  const [xs, ys] = [new Float64Array(count).fill(-1), new Float64Array(count).fill(-1)];
  const depths = new Int16Array(count).fill(-1);
  const waits = new Int8Array(count).fill(-1);
  const state: ChipState = { x: 0, y: 0, depth: 0, layers: 0, waiting: false };
  const long = scene.kind === 'long';

  return ({ seconds, index }) => {
    for (let i = 0; i < count; i += 1) {
      placeChip(scene, timeline, motion, i, seconds, state);
      const chip = chips[i]!;
      if (xs[i] !== state.x || ys[i] !== state.y) {
        xs[i] = state.x;
        ys[i] = state.y;
        chip.style.transform = `translate3d(${state.x.toFixed(2)}px, ${state.y.toFixed(2)}px, 0)`;
      }
      const done = long ? state.layers : state.depth;
      if (depths[i] !== done) {
        depths[i] = done;
        if (long) flag(chip, 'begun', done > 0);
        else chip.dataset.depth = String(done);
        write(numbers[i], done > 0 ? String(done) : '');
        keep(i, done);
      }
      const waiting = state.waiting ? 1 : 0;
      if (waits[i] !== waiting) {
        waits[i] = waiting;
        flag(chip, 'waiting', state.waiting);
        const left = facts.tokens[i]!.decisions.find((decision) => decision.passage === 'left');
        write(
          scores[i],
          state.waiting && left && left.score !== null && !ticketed ? shortScore(left.score, left.bar) : '',
        );
      }
    }
    flag(ground, 'ticketed', ticketed && index >= handing);
  };
}
