import { t } from '../../../languages/current';
import type { HeadRow } from '../../inspector/attention-row';
import type { RunFacts } from '../../trace/facts';
import { percent } from '../../ui/format';
import { columns } from '../../ui/token-text';
import { type Drawing, WIDTH } from '../frame';
import type { Palette } from '../palette';
import { ADVANCE, box, group, line, node } from '../svg';
import { tokenLabel } from './token-columns';

interface Props {
  readonly facts: RunFacts;
  readonly row: HeadRow;
  /** The token that looks. */
  readonly position: number;
  /** `recursion 3, layer 2`. */
  readonly pass: string;
  readonly caption: string;
  readonly palette: Palette;
}

const FONT = 14;
const GAP = 6;
const WIDEST = 130;
const BAR = { width: 40, height: 120 };
const LINE = BAR.height + 74;

/** One head from one token: a bar for every key, a dashed outline where there is none to look at. */
export function attentionFigure({ facts, row, position, pass, caption, palette }: Props): Drawing {
  const most = Math.max(1e-9, row.weights[row.top] ?? 0);
  const even = Math.max(56, Math.min(WIDEST, WIDTH / facts.tokens.length - GAP));
  let [x, y] = [0, 0];
  const keys = facts.tokens.map((token) => {
    const width = Math.max(even, Math.min(16, columns(token.text)) * FONT * ADVANCE + 14);
    if (x > 0 && x + width > WIDTH) {
      x = 0;
      y += LINE;
    }
    const drawn = key(token.position, x, width, y);
    x += width + GAP;
    return drawn;
  });

  function key(at: number, left: number, width: number, top: number): string {
    const weight = row.weights[at] ?? null;
    const later = at > position;
    const absent = weight === null && !later;
    const middle = left + width / 2;
    const bar = { x: middle - BAR.width / 2, y: top + 8 };
    const filled = weight === null ? 0 : BAR.height * (weight / most);
    return group({}, [
      later
        ? box(bar.x, bar.y + BAR.height - 4, BAR.width, 4, { fill: palette.hair, round: 2 })
        : box(bar.x, bar.y, BAR.width, BAR.height, {
            fill: absent ? 'none' : palette.hair,
            stroke: absent ? palette.out : undefined,
            strokeWidth: 1.5,
            dashed: absent,
            round: 6,
          }),
      ...(filled > 0
        ? [
            box(bar.x, bar.y + BAR.height - filled, BAR.width, filled, {
              fill: palette.mor,
              round: Math.min(6, filled / 2),
            }),
          ]
        : []),
      tokenLabel(
        facts.tokens[at]?.text ?? '',
        middle,
        bar.y + BAR.height + 16,
        width - 6,
        FONT,
        palette,
        weight === null ? palette.soft : palette.ink,
      ),
      line(
        middle,
        bar.y + BAR.height + 40,
        later ? t().save.drawn.later : absent ? t().save.drawn.absent : percent(weight ?? 0),
        {
          size: 12,
          weight: 500,
          mono: true,
          fill: palette.soft,
          anchor: 'middle',
        },
      ),
      ...(at === position
        ? [
            node('rect', {
              x: left + 1,
              y: top + 1,
              width: width - 2,
              height: LINE - 20,
              rx: 9,
              fill: 'none',
              stroke: palette.focus,
              'stroke-width': 2,
            }),
          ]
        : []),
    ]);
  }
  return {
    title: t().save.drawn.attention(row.head + 1, pass),
    caption,
    width: WIDTH,
    height: y + LINE - 16,
    body: keys.join(''),
  };
}
