import { t } from '../../../languages/current';
import type { Timeline } from '../timeline';
import { besideOf } from './beside';
import { chipSize } from './chips';
import { roads } from './roads';
import { roomHeight, roomsOf } from './rooms';
import type { Box, RoundScene } from './scene';
import { storeOf } from './store';

export interface RoundInput {
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

export const NARROW = 640;

/** Lays the roundabout out for a width. */
export function layoutRound(input: RoundInput): RoundScene {
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
  const head = upright(headX, t().flow.picture.head);
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
    label: '',
  };
  const blockEnd = blockX + blockWidth;

  const { enter, loop, leave, marks } = roads({ ring, pad, blockEnd, before, after, head, width, narrow });
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
    kind: 'round',
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
