import { t } from '../../../languages/current';
import type { GenerationState } from '../../../store/generation-state';
import { WRITERS, type WriterRole } from '../../../store/source';
import {
  depthWords,
  describeEnd,
  describeParting,
  describeWriting,
  paceWords,
} from '../../generate/describe';
import { flopsOf, kvLive, meanDepth, pace, partedAt } from '../../generate/figures';
import { bytes, flops } from '../../ui/format';
import { columns, printed } from '../../ui/token-text';
import { type Drawing, WIDTH } from '../frame';
import { mixed, type Palette } from '../palette';
import { ADVANCE, box, line, lineOf, moved, node, span, wrapped } from '../svg';
import { shade } from './depth';

interface Props {
  readonly desk: Pick<GenerationState, 'status' | 'basis' | 'written'>;
  readonly palette: Palette;
}

type Written = NonNullable<GenerationState['written'][WriterRole]>;

const GAP = 44;
const FONT = 14;
const CHIP = { height: 25, pad: 6, gap: 4, line: 33 };

/** Both texts side by side, each token of MoR's with its depth. */
export function generateFigure({ desk, palette }: Props): Drawing {
  const roles = WRITERS.filter((role) => desk.written[role] !== null);
  const width = (WIDTH - GAP * (roles.length - 1)) / Math.max(1, roles.length);
  const parted = partedAt(desk.written);
  const texts = roles.flatMap((role) => {
    const written = desk.written[role];
    return written ? [{ role, written, text: textOf({ role, written, width, parted, palette }) }] : [];
  });
  // What follows the texts stands in line across the two.
  const below = Math.max(0, ...texts.map(({ text }) => text.height));
  const drawn = texts.map(({ role, written, text }) =>
    columnOf({ role, written, desk, width, palette, text: text.body, below }),
  );
  const height = below + 80;
  return {
    title: t().save.drawn.generate,
    caption: [describeWriting(desk), describeParting(desk.written)].filter((each) => each !== null).join(' '),
    width: WIDTH,
    height,
    body: drawn.map((each, i) => moved(i * (width + GAP), 0, [each])).join(''),
  };
}

interface TextProps {
  readonly role: WriterRole;
  readonly written: Written;
  readonly width: number;
  readonly parted: number | null;
  readonly palette: Palette;
}

/** The prompt, greyed, and the written tokens. */
function textOf(props: TextProps) {
  const { written, width, palette } = props;
  const prompt = written.opened.prompt.map((token) => token.text).join('');
  const lines = wrapped(prompt === '' ? t().generate.noPrompt : prompt, width / FONT);
  const top = 46 + lines.length * 21 + 6;
  const chips = chipsOf(props);
  return {
    body:
      lines.map((each, i) => line(0, 56 + i * 21, each, { size: FONT, fill: palette.soft })).join('') +
      moved(0, top, [chips.body]),
    height: top + chips.height,
  };
}

interface ColumnProps extends Props {
  readonly role: WriterRole;
  readonly written: Written;
  readonly width: number;
  readonly text: string;
  /** Where the longer of the two texts ends. */
  readonly below: number;
}

function columnOf({ role, written, desk, width, palette, text, below }: ColumnProps): string {
  const end = describeEnd(written, desk.status);
  const speed = pace(written);
  const depth = meanDepth(written);
  const says = t().generate;
  const figures: readonly (readonly [string, string])[] = [
    [says.figures.depth, depth === null ? '–' : depthWords(role, depth, desk.basis?.recursions ?? 0)],
    [says.figures.flopsShort, flops(flopsOf(written))],
    [says.figures.cacheShort, bytes(kvLive(written))],
    [says.figures.speed, speed === null ? '–' : paceWords(speed)],
  ];
  return [
    node('rect', { x: 0, y: 4, width, height: 2, fill: palette[role] }),
    line(0, 28, says.models[role], { size: 16, weight: 620, fill: palette.ink }),
    line(width, 28, desk.basis?.models[role] ?? '', {
      size: 12,
      mono: true,
      fill: palette.soft,
      anchor: 'end',
    }),
    text,
    ...(end === null ? [] : [line(0, below + 22, end, { size: 13, fill: palette.soft })]),
    ...figures.map(
      ([name, value], i) =>
        line((i * width) / 4, below + 56, name, { size: 12, fill: palette.soft }) +
        line((i * width) / 4, below + 75, value, { size: 12.5, weight: 500, mono: true, fill: palette.ink }),
    ),
  ].join('');
}

function chipsOf({ role, written, width, parted, palette }: TextProps) {
  let [x, y] = [0, 0];
  const chips = written.steps.map((step, index) => {
    const over = step.end === 'end-of-text';
    const { space, text } = printed(over ? t().generate.endOfText : step.token.text);
    const depth = role === 'mor' && step.depth > 0 && !over ? step.depth : null;
    const letters = columns(over ? text : step.token.text) * FONT * ADVANCE;
    const wide = Math.min(width, letters + 2 * CHIP.pad + (depth === null ? 0 : 12));
    if (x > 0 && x + wide > width) {
      x = 0;
      y += CHIP.line;
    }
    const ink = depth === null ? (over ? palette.soft : palette.ink) : palette[shade('on', depth)];
    const look =
      depth !== null
        ? { fill: palette[shade('d', depth)], stroke: palette[shade('rim', depth)] }
        : over
          ? { fill: 'none', stroke: palette.out, dashed: true }
          : {
              fill: mixed(palette.vanilla, palette.panel, 0.2),
              stroke: mixed(palette.vanilla, palette.panel, 0.6),
            };
    const drawn = [
      box(x, y, wide, CHIP.height, { ...look, round: 5 }),
      lineOf(x + CHIP.pad, y + 17.5, [...(space ? [span('·', { 'fill-opacity': 0.6 })] : []), span(text)], {
        size: FONT,
        weight: 500,
        mono: true,
        fill: ink,
      }),
      depth === null
        ? ''
        : line(x + wide - CHIP.pad, y + 17.5, String(depth), {
            size: 11,
            weight: 650,
            fill: ink,
            anchor: 'end',
          }),
      // From here on the two wrote different texts.
      index === parted
        ? node('rect', { x: x - 3.5, y: y - 2, width: 2, height: CHIP.height + 4, fill: palette.ink })
        : '',
    ].join('');
    x += wide + CHIP.gap;
    return drawn;
  });
  return { body: chips.join(''), height: chips.length === 0 ? 0 : y + CHIP.height };
}
