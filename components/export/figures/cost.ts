import { t } from '../../../languages/current';
import { type Figure, ROLES, shareOf } from '../../cost/figures';
import { type Drawing, WIDTH } from '../frame';
import type { Palette } from '../palette';
import { box, group, line, moved } from '../svg';

interface Props {
  readonly figures: readonly Figure[];
  readonly title: string;
  readonly caption: string;
  readonly palette: Palette;
}

const COLUMNS = 3;
const GAP = 40;
const HEIGHT = 132;
const NAME = 74;
const NUMBER = 94;

/** The three models side by side: for each figure a bar of each model, as long as its share of the largest. */
export function costFigure({ title, figures, caption, palette }: Props): Drawing {
  const width = (WIDTH - (COLUMNS - 1) * GAP) / COLUMNS;
  const room = width - NAME - NUMBER;
  const rows = Math.ceil(figures.length / COLUMNS);
  const bars = figures.map((figure, i) =>
    moved((i % COLUMNS) * (width + GAP), 16 + Math.floor(i / COLUMNS) * HEIGHT, [
      line(0, 12, figure.title, { size: 14, weight: 600, fill: palette.ink }),
      ...ROLES.map((role, row) => {
        const y = 26 + row * 27;
        const cell = figure.cells[role];
        return group({}, [
          line(0, y + 13, t().cost.models[role], { size: 13, fill: palette.soft }),
          box(NAME, y + 3, room, 12, { fill: palette.hair, round: 4 }),
          ...(cell
            ? [
                box(NAME, y + 3, Math.max(2, room * shareOf(figure, role)), 12, {
                  fill: palette[role],
                  round: 4,
                }),
              ]
            : []),
          line(width, y + 13.5, cell?.text ?? '–', {
            size: 13,
            weight: 500,
            mono: true,
            fill: palette.ink,
            anchor: 'end',
          }),
        ]);
      }),
    ]),
  );
  return {
    title,
    caption,
    width: WIDTH,
    height: 16 + rows * HEIGHT - 20,
    body: bars.join(''),
  };
}
