import { storeName } from './labels';
import { flag, type Moment, type Painting, write } from './painting';

interface ShelfPainter {
  /** A token is through so many recursions, or layers of the long road: the shelves before that have its entry. */
  readonly keep: (position: number, done: number) => void;
  readonly paint: (moment: Moment) => void;
}

/** Fills the shelves of the cache. */
export function shelfPainter(root: HTMLElement, { flow, scene, shared }: Painting): ShelfPainter {
  const rows: Element[][] = [];
  for (const cell of root.querySelectorAll<SVGElement>('[data-cell]')) {
    const [row = 0, position = 0] = (cell.dataset.cell ?? '').split(':').map(Number);
    rows[row] ??= [];
    rows[row][position] = cell;
  }
  const kept = new Int16Array(flow.facts.tokens.length).fill(0);
  const store = root.querySelector<SVGElement>('[data-store]');
  const name = root.querySelector('[data-store-name]');
  return {
    keep: (position, done) => {
      const before = kept[position]!;
      kept[position] = done;
      for (let row = Math.min(before, done); row < Math.max(before, done); row += 1) {
        rows[row]?.[position]?.setAttribute('data-kept', String(done > row));
      }
    },
    paint: ({ phase, over }) => {
      if (!shared) return;
      const reading = phase?.kind === 'lap' && (phase.recursion ?? 1) > 1 && !over;
      flag(store, 'reading', reading);
      const lap = scene.narrow
        ? `read on lap ${phase?.recursion}`
        : `lap ${phase?.recursion} reads what lap 1 kept`;
      write(name, reading ? lap : storeName(true, scene.narrow));
    },
  };
}
