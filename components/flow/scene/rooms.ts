import type { ChipSize, Ring, Room, Scene } from './scene';

interface RoomsInput {
  readonly narrow: boolean;
  readonly pad: number;
  readonly width: number;
  readonly road: number;
  readonly ring: Ring;
  readonly chip: ChipSize;
  readonly boxHeight: number;
}

/** Where tokens stand that are on no road. */
export function roomsOf({ narrow, pad, width, road, ring, chip, boxHeight }: RoomsInput): Scene['rooms'] {
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
export function roomAt(chip: ChipSize, x: number, y: number, width: number, scores: boolean): Room {
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

export const roomHeight = (chip: ChipSize, width: number) => roomAt(chip, 0, 0, width, false).height;
