import { flopsAt, phaseAt } from '../timeline';
import { chipPainter } from './paint-chips';
import { shelfPainter } from './paint-shelves';
import { besidePainter, layerPainter, wordPainter } from './paint-way';
import type { Moment, Painting } from './painting';

const A_MOMENT = 1e-6;

/** Writes to the nodes of the picture, and only what changed. */
export function painterOf(root: HTMLElement, painting: Painting): (seconds: number) => void {
  const { timeline } = painting.flow;
  const shelves = shelfPainter(root, painting);
  const chips = chipPainter(root, painting, shelves.keep);
  const painters = [layerPainter, wordPainter, besidePainter].map((make) => make(root, painting));
  return (seconds) => {
    // Between two phases the one that is over is still told of: nothing of the next is to be seen yet.
    const index = phaseAt(timeline, Math.max(0, seconds - A_MOMENT));
    const moment: Moment = {
      seconds,
      index,
      phase: timeline.phases[index],
      flops: flopsAt(timeline, seconds),
      over: seconds >= timeline.seconds,
    };
    chips(moment);
    shelves.paint(moment);
    for (const paint of painters) paint(moment);
  };
}
