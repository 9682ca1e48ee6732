import { columns } from '../ui/token-text';
import type { Timeline } from './timeline';
import { type Track, TrackBuilder } from './track';

/** The picture's parts and where they stand. All lengths in px, from the upper left corner. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  /** On a phone: smaller, and the rooms lie under and above one another. */
  readonly narrow: boolean;
  /** Thickness of a road. */
  readonly road: number;
  readonly chip: ChipSize;
  readonly ring: Ring;
  /** Ends of the road outside the ring. */
  readonly from: number;
  readonly to: number;
  /** Layers before the ring, in it (once), after it, and the head. */
  readonly before: readonly Box[];
  readonly block: readonly Box[];
  readonly after: readonly Box[];
  readonly head: Box;
  /** Outline round the block. */
  readonly frame: Box;
  readonly rooms: { readonly text: Room; readonly waiting: Room; readonly done: Room };
  readonly store: Store;
  readonly tracks: { readonly enter: Track; readonly loop: Track; readonly leave: Track };
  readonly marks: Marks;
  readonly beside: Beside | null;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
}

export interface Ring {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly middle: number;
  readonly radius: number;
}

/** Where chips stand as in a text: line after line. */
export interface Room {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** One a token: middle of its chip when all tokens stand here. */
  readonly slots: readonly { readonly x: number; readonly y: number }[];
}

export interface ChipSize {
  readonly height: number;
  readonly font: number;
  /** One a token. */
  readonly widths: readonly number[];
  /** `text` has the token on it, `number` the recursions done, `dot` neither. */
  readonly shows: 'text' | 'number' | 'dot';
  readonly gap: number;
  readonly lanes: number;
}

/** The caches drawn inside the ring. */
export interface Store {
  readonly x: number;
  readonly y: number;
  readonly cell: number;
  readonly cellHeight: number;
  readonly pitch: number;
  readonly rows: number;
}

/** Lengths on the tracks that mean something. */
export interface Marks {
  /** On the way in: where the first token stops before the ring, the end of the block, the stop before the gate. */
  readonly entry: number;
  readonly enterBlockEnd: number;
  readonly enterStop: number;
  /** On the loop, which begins at the gate: where the first token waits to go round again, the end of the block, the stop. */
  readonly hold: number;
  readonly loopBlockEnd: number;
  readonly loopStop: number;
  /** On the way out: before the last layer, before the head, in the head. */
  readonly rejoin: number;
  readonly last: number;
  readonly head: number;
}

export interface Beside {
  readonly y: number;
  readonly boxes: readonly Box[];
  readonly height: number;
}

export interface SceneInput {
  readonly width: number;
  readonly texts: readonly string[];
  /** Names of the layers. */
  readonly before: readonly string[];
  readonly block: readonly string[];
  readonly after: readonly string[];
  readonly timeline: Timeline;
  /** Rows of the cache: one under sharing, else one a recursion. */
  readonly stores: number;
  /** Names of the layers of the road beside it; null without one. */
  readonly beside: readonly string[] | null;
}

const NARROW = 640;
const QUARTER = Math.PI / 2;
const ADVANCE = 0.6;
const LONGEST = 14;
const SIZES = [
  { height: 27, font: 13.5, shows: 'text', gap: 5 },
  { height: 24, font: 12.5, shows: 'text', gap: 5 },
  { height: 21, font: 11.5, shows: 'text', gap: 4 },
  { height: 18, font: 10.5, shows: 'text', gap: 3 },
  { height: 16, font: 10, shows: 'number', gap: 2 },
  { height: 11, font: 0, shows: 'dot', gap: 2 },
  { height: 8, font: 0, shows: 'dot', gap: 1.5 },
  { height: 5, font: 0, shows: 'dot', gap: 1 },
] as const;

/** Lays the picture out for a width. */
export function layoutScene(input: SceneInput): Scene {
  const { width, texts } = input;
  const narrow = width < NARROW;
  const pad = narrow ? 4 : 20;
  const road = narrow ? 40 : width < 960 ? 62 : 76;
  const ringWidth = narrow ? width * 0.5 : Math.min(540, width * 0.415);
  const ringHeight = narrow ? 168 : width < 960 ? 214 : 236;
  const centre = narrow ? width * 0.47 : width * 0.475;
  const [left, right] = [centre - ringWidth / 2, centre + ringWidth / 2];
  const out = width - pad - right;

  const boxWidth = narrow ? 24 : Math.min(60, out * 0.15);
  const tail = Math.max(40, out - 2 * boxWidth - (narrow ? 34 : 56));
  const chip = chipSize(texts, road, narrow ? 92 : Math.max(176, Math.min(260, tail)), narrow);

  const textHeight = narrow ? roomHeight(chip, width - 2 * pad) : 0;
  const top = (narrow ? textHeight + 74 : 84) + road / 2;
  const bottom = top + ringHeight;
  const middle = (top + bottom) / 2;
  const radius = narrow ? 42 : ringHeight / 2 - 26;
  const ring = { left, right, top, bottom, middle, radius };

  const boxHeight = road + (narrow ? 18 : 40);
  const upright = (x: number, label: string): Box => ({
    x,
    y: middle - boxHeight / 2,
    width: boxWidth,
    height: boxHeight,
    label,
  });
  const first = pad + (narrow ? 6 : 34);
  const before = input.before.map((label, i) => upright(first + i * (boxWidth + 10), label));
  const headX = width - pad - boxWidth - (narrow ? 2 : 22);
  const head = upright(headX, 'head');
  const after = input.after.map((label) => upright(headX - boxWidth - (narrow ? 8 : 20), label));

  const straight = ringWidth - 2 * radius;
  const slabGap = narrow ? 4 : 8;
  const room = straight * (narrow ? 1 : 0.62);
  const slabWidth = Math.min(narrow ? 40 : 92, (room + slabGap) / input.block.length - slabGap);
  const blockWidth = input.block.length * (slabWidth + slabGap) - slabGap;
  const blockX = left + radius + (narrow ? (straight - blockWidth) / 2 : 6);
  const block = input.block.map((label, i) => ({
    x: blockX + i * (slabWidth + slabGap),
    y: top - road / 2 - 5,
    width: slabWidth,
    height: road + 10,
    label,
  }));
  const inset = narrow ? 7 : 14;
  const frame = {
    x: blockX - inset,
    y: top - road / 2 - (narrow ? 44 : 58),
    width: blockWidth + 2 * inset,
    height: road + (narrow ? 54 : 70),
    label: 'Shared block',
  };
  const blockEnd = blockX + blockWidth;

  const { enter, loop, leave, marks } = roads({ ring, pad, blockEnd, after, head, width });
  const rooms = roomsOf({ narrow, pad, width, road, ring, chip, boxHeight });
  const lowest = Math.max(
    bottom + road / 2,
    rooms.waiting.y + rooms.waiting.height,
    narrow ? 0 : rooms.text.y + rooms.text.height,
  );
  const beside = input.beside
    ? besideOf(input.beside, { width, pad, narrow, y: lowest + (narrow ? 84 : 92) })
    : null;
  return {
    width,
    height: beside ? beside.y + beside.height / 2 + (narrow ? 30 : 34) : lowest + 20,
    narrow,
    road,
    chip,
    ring,
    from: pad + road / 2 - (narrow ? 8 : 12),
    to: width - pad - road / 2 + (narrow ? 8 : 12),
    before,
    block,
    after,
    head,
    frame,
    rooms,
    store: storeOf(ring, road, texts.length, input.stores, narrow),
    tracks: { enter, loop, leave },
    marks,
    beside,
  };
}

/** The largest chips of which all tokens, side by side, are no longer than the road has room for. */
function chipSize(texts: readonly string[], road: number, longest: number, narrow: boolean): ChipSize {
  const sizes = SIZES.map((size) => sized(size, texts, road)).filter(
    (size) => !narrow || size.shows !== 'text',
  );
  const fits = sizes.find((size) => {
    const all = pack(
      size,
      texts.map((_, position) => position),
    );
    return all.length <= longest;
  });
  return fits ?? sizes.at(-1)!;
}

function sized(size: (typeof SIZES)[number], texts: readonly string[], road: number): ChipSize {
  const { height, font, shows, gap } = size;
  return {
    height,
    font,
    shows,
    gap,
    lanes: Math.max(1, Math.floor((road - 4 + gap) / (height + gap))),
    widths: texts.map((text) =>
      shows === 'text'
        ? Math.max(height, Math.ceil(Math.min(columns(text), LONGEST) * font * ADVANCE + height * 0.66))
        : height,
    ),
  };
}

/** Tokens side by side on a road: the first in front, column after column. Lengths backwards from the front. */
export function pack(chip: ChipSize, positions: readonly number[]) {
  const back = new Map<number, { readonly back: number; readonly lane: number }>();
  const lanes = Math.min(chip.lanes, Math.max(1, Math.ceil(positions.length / 3)));
  let length = 0;
  for (let start = 0; start < positions.length; start += lanes) {
    const column = positions.slice(start, start + lanes);
    const width = Math.max(...column.map((position) => chip.widths[position] ?? 0));
    column.forEach((position, i) => {
      const lane = (i - (column.length - 1) / 2) * (chip.height + chip.gap);
      back.set(position, { back: length + width / 2, lane });
    });
    length += width + chip.gap;
  }
  return { back, length: Math.max(0, length - chip.gap) };
}

interface RoadInput {
  readonly ring: Ring;
  readonly pad: number;
  readonly blockEnd: number;
  readonly after: readonly Box[];
  readonly head: Box;
  readonly width: number;
}

function roads({ ring, pad, blockEnd, after, head, width }: RoadInput) {
  const { left, right, top, bottom, middle, radius } = ring;
  const small = Math.min(26, middle - (top + radius));
  const overTop = (builder: TrackBuilder) => {
    builder
      .line([left, top + radius])
      .turn([left + radius, top + radius], radius, Math.PI, Math.PI + QUARTER);
    builder.line([blockEnd, top]);
    const end = builder.mark;
    builder.line([right - radius, top]);
    const stop = builder.mark;
    builder.turn([right - radius, top + radius], radius, -QUARTER, 0).line([right, middle]);
    return { end, stop };
  };
  const enter = new TrackBuilder([pad, middle]).line([left - small, middle]);
  const entry = enter.mark;
  enter.turn([left - small, middle - small], small, QUARTER, 0);
  const bend = enter.mark;
  const first = overTop(enter);

  const loop = new TrackBuilder([right, middle])
    .line([right, bottom - radius])
    .turn([right - radius, bottom - radius], radius, 0, QUARTER)
    .line([left + radius, bottom]);
  const hold = loop.mark;
  loop.turn([left + radius, bottom - radius], radius, QUARTER, Math.PI).line([left, middle]);
  const again = overTop(loop);

  const leave = new TrackBuilder([right, middle]).line([width - pad, middle]);
  const marks: Marks = {
    entry: width < NARROW ? bend : entry - 2,
    enterBlockEnd: first.end,
    enterStop: first.stop + radius * 0.35,
    hold,
    loopBlockEnd: again.end,
    loopStop: again.stop + radius * 0.35,
    rejoin: (after[0] ?? head).x - 8 - right,
    last: head.x - 8 - right,
    head: head.x + head.width / 2 - right,
  };
  return { enter: enter.build(), loop: loop.build(), leave: leave.build(), marks };
}

interface RoomsInput {
  readonly narrow: boolean;
  readonly pad: number;
  readonly width: number;
  readonly road: number;
  readonly ring: Ring;
  readonly chip: ChipSize;
  readonly boxHeight: number;
}

function roomsOf({ narrow, pad, width, road, ring, chip, boxHeight }: RoomsInput): Scene['rooms'] {
  if (narrow) {
    const text = roomAt(chip, pad, 22, width - 2 * pad, false);
    return {
      text,
      done: text,
      waiting: roomAt(chip, pad, ring.bottom + road / 2 + 34, width - 2 * pad, true),
    };
  }
  const below = ring.middle + boxHeight / 2 + 34;
  const outside = ring.right + road / 2 + 26;
  const waiting = roomAt(chip, outside, below, width - pad - outside, true);
  const done = roomAt(chip, outside, 0, width - pad - outside, false);
  const y = Math.max(26, ring.middle - boxHeight / 2 - 34 - done.height);
  return {
    text: roomAt(chip, pad, below, ring.left - road / 2 - 26 - pad, false),
    waiting,
    done: roomAt(chip, outside, y, width - pad - outside, false),
  };
}

/** Line after line in reading order; with scores under the chips where tokens wait. */
function roomAt(chip: ChipSize, x: number, y: number, width: number, scores: boolean): Room {
  const row = chip.height + (chip.shows === 'text' ? (scores ? 17 : 6) : chip.gap + 1);
  const slots: { x: number; y: number }[] = [];
  let [across, line] = [0, 0];
  for (const each of chip.widths) {
    if (across > 0 && across + each > width) {
      across = 0;
      line += 1;
    }
    slots.push({ x: x + across + each / 2, y: y + line * row + chip.height / 2 });
    across += each + chip.gap;
  }
  return { x, y, width, height: (line + 1) * row, slots };
}

const roomHeight = (chip: ChipSize, width: number) => roomAt(chip, 0, 0, width, false).height;

function storeOf(ring: Ring, road: number, tokens: number, rows: number, narrow: boolean): Store {
  const width = ring.right - ring.left - road - (narrow ? 58 : 74);
  const height = ring.bottom - ring.top - road;
  const cell = Math.max(0.5, Math.min(narrow ? 12 : 26, width / Math.max(1, tokens)));
  const space = height - (narrow ? 52 : 92);
  const pitch = Math.min(rows === 1 ? (narrow ? 18 : 34) : narrow ? 14 : 22, space / rows);
  return {
    x: (ring.left + ring.right) / 2 - (cell * tokens) / 2 + (rows > 1 ? 7 : 0),
    y: ring.middle + (narrow ? 10 : 24) - (pitch * rows) / 2,
    cell,
    cellHeight: pitch - 4,
    pitch,
    rows,
  };
}

function besideOf(
  names: readonly string[],
  { width, pad, narrow, y }: { width: number; pad: number; narrow: boolean; y: number },
): Beside {
  const height = narrow ? 34 : 54;
  const start = pad + (narrow ? 8 : 44);
  const step = (width - pad - (narrow ? 6 : 24) - start) / names.length;
  return {
    y,
    height,
    boxes: names.map((label, i) => ({
      x: start + i * step + step * 0.12,
      y: y - height / 2,
      width: step * 0.76,
      height,
      label,
    })),
  };
}
