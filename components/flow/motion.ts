import { pack } from './scene/chips';
import type { Scene } from './scene/scene';
import { phaseAt, type Station, type Timeline } from './timeline';
import { type Spot, type Track, walk } from './track';

/** Where every chip is at any time: legs made once for a picture, and evaluated without making anything. */
export interface Motion {
  /** By phase and token; what does not move has no legs. */
  readonly legs: readonly (readonly (readonly Leg[])[])[];
  /** Where every token rests when a phase is over; entry 0 is before the first. */
  readonly rests: readonly (readonly Rest[])[];
  /** Layers outside the ring that are over when a phase begins. */
  readonly passed: readonly number[];
}

interface Rest extends Spot {
  readonly on: Track | null;
  readonly length: number;
  readonly lane: number;
}

interface Leg {
  /** Shares of the phase. */
  readonly from: number;
  readonly to: number;
  /** Along a road, or straight where `on` is null. */
  readonly on: Track | null;
  readonly start: Rest;
  readonly end: Rest;
}

/** A chip at a time, written over and over. */
export interface ChipState extends Spot {
  depth: number;
  /** Layers before the ring it is through: all there are, in a model without recursion. */
  layers: number;
  waiting: boolean;
}

const NEAR = 0.16;

export function motionOf(scene: Scene, timeline: Timeline): Motion {
  const { chip, rooms, tracks, marks } = scene;
  const text = chip.shows === 'text';
  const inRoom = (room: 'text' | 'waiting' | 'done', position: number): Rest => ({
    ...rooms[room].slots[position]!,
    on: null,
    length: 0,
    lane: 0,
  });
  const onRoad = (on: Track, length: number, lane: number): Rest => {
    const spot = { x: 0, y: 0 };
    walk(on, length, lane, text, spot);
    return { ...spot, on, length, lane };
  };
  const everyone = Array.from({ length: timeline.tokens }, (_, position) => position);
  const rests: Rest[][] = [everyone.map((position) => inRoom('text', position))];
  const legs: Leg[][][] = [];
  const passed: number[] = [0];

  for (const phase of timeline.phases) {
    passed.push(passed.at(-1)! + (phase.kind === 'layer' ? 1 : 0));
    const before = rests.at(-1)!;
    const staying = phase.taking.filter((position) => !phase.leaving.includes(position));
    const packed = pack(chip, staying);
    const waiting = slotsOf(scene, phase.stations);
    const target = (position: number): Rest => {
      const place = packed.back.get(position) ?? { back: 0, lane: 0 };
      const now = before[position]!;
      switch (phase.stations[position]!) {
        case 'text':
          return now;
        case 'entry':
          return onRoad(
            tracks.enter,
            marks.entries[Math.max(0, passed.at(-1)! - 1)]! - place.back,
            place.lane,
          );
        case 'gate':
          return now.on === tracks.loop
            ? onRoad(tracks.loop, marks.loopStop - place.back, place.lane)
            : onRoad(tracks.enter, marks.enterStop - place.back, place.lane);
        case 'holding':
          return onRoad(tracks.loop, marks.hold - place.back, place.lane);
        case 'waiting': {
          const slot = waiting.get(position) ?? rooms.waiting.slots[position]!;
          return { ...slot, on: null, length: 0, lane: 0 };
        }
        case 'rejoin':
          return onRoad(tracks.leave, marks.rejoin - place.back, place.lane);
        case 'last':
          return onRoad(tracks.leave, marks.last - place.back, place.lane);
        case 'done':
          return inRoom('done', position);
      }
    };
    const rank = new Map(phase.taking.map((position, k) => [position, k]));
    const after: Rest[] = [];
    legs.push(
      everyone.map((position) => {
        const start = before[position]!;
        const k = rank.get(position);
        const moved = phase.stations[position] === 'waiting' || k !== undefined;
        if (!moved) {
          after.push(start);
          return [];
        }
        const end = target(position);
        after.push(end);
        return waysOf(k ?? 0);

        function waysOf(order: number): Leg[] {
          const n = phase.taking.length;
          const spread = (most: number, each: number) => {
            const room = Math.min(most, each * (n - 1));
            const at = n > 1 ? (room * order) / (n - 1) : 0;
            return { from: at, to: at + 1 - room };
          };
          if (start.on === null && end.on === tracks.enter) {
            const { from, to } = spread(0.5, 0.06);
            const gateway = onRoad(tracks.enter, 0, 0);
            const knee = from + (to - from) * 0.38;
            return [
              { from, to: knee, on: null, start, end: gateway },
              { from: knee, to, on: tracks.enter, start: gateway, end },
            ];
          }
          if (phase.kind === 'gate') {
            if (k === undefined) return [{ from: 0.2, to: 0.9, on: null, start, end }];
            const at = gateTime(order, n);
            const arrive = start.on ?? tracks.enter;
            const gate = onRoad(arrive, arrive.length, 0);
            const rest = Math.min(0.03, 0.3 / n);
            const first = { from: Math.max(0, at - NEAR), to: at - rest, on: arrive, start, end: gate };
            const then = { from: at + rest, to: Math.min(1, at + rest + 0.2) };
            return end.on === null
              ? [first, { ...then, on: null, start: gate, end }]
              : [first, { ...then, on: tracks.loop, start: onRoad(tracks.loop, 0, 0), end }];
          }
          if (start.on !== null && start.on !== tracks.leave && end.on === tracks.leave) {
            const { from, to } = spread(0.4, 0.05);
            const gate = onRoad(start.on, start.on.length, 0);
            const knee = from + (to - from) * 0.45;
            return [
              { from, to: knee, on: start.on, start, end: gate },
              { from: knee, to, on: tracks.leave, start: onRoad(tracks.leave, 0, 0), end },
            ];
          }
          if (phase.stations[position] === 'done') {
            const { from, to } = spread(0.55, 0.06);
            const head = onRoad(tracks.leave, marks.head, 0);
            const knee = from + (to - from) * 0.5;
            return [
              { from, to: knee, on: tracks.leave, start, end: head },
              { from: knee, to, on: null, start: head, end },
            ];
          }
          if (start.on === end.on) {
            const { from, to } = phase.kind === 'lap' && text ? spread(0.36, 0.05) : { from: 0, to: 1 };
            return [{ from, to, on: start.on, start, end }];
          }
          const { from, to } = spread(0.4, 0.05);
          return [{ from, to, on: null, start, end }];
        }
      }),
    );
    rests.push(after);
  }
  return { legs, rests, passed };
}

/** The waiting room is filled in reading order by those who are there. */
function slotsOf(scene: Scene, stations: readonly Station[]): Map<number, Spot> {
  const { chip, rooms } = scene;
  const slots = new Map<number, Spot>();
  const row = chip.height + (chip.shows === 'text' ? 17 : chip.gap + 1);
  let [across, line] = [0, 0];
  stations.forEach((station, position) => {
    if (station !== 'waiting') return;
    const width = chip.widths[position] ?? 0;
    if (across > 0 && across + width > rooms.waiting.width) {
      across = 0;
      line += 1;
    }
    slots.set(position, {
      x: rooms.waiting.x + across + width / 2,
      y: rooms.waiting.y + line * row + chip.height / 2,
    });
    across += width + chip.gap;
  });
  return slots;
}

/** When in its phase the token of an order is at the gate. */
const gateTime = (order: number, count: number) => 0.13 + (0.64 * (order + 0.5)) / count;

/** Which of those who ask is at the gate, by its order; -1 for none. */
export function atGate(share: number, count: number): number {
  const order = Math.floor(((share - 0.13) / 0.64) * count);
  return order >= 0 && order < count ? order : -1;
}

const smooth = (t: number) => t * t * (3 - 2 * t);

/** Writes where a token's chip is at a time of playing. */
export function placeChip(
  scene: Scene,
  timeline: Timeline,
  motion: Motion,
  position: number,
  seconds: number,
  out: ChipState,
): void {
  const index = phaseAt(timeline, seconds);
  const phase = timeline.phases[index];
  const before = motion.rests[Math.max(0, index)]![position]!;
  out.x = before.x;
  out.y = before.y;
  out.depth = timeline.phases[index - 1]?.depth[position] ?? 0;
  out.layers = motion.passed[Math.max(0, index)]!;
  out.waiting = timeline.phases[index - 1]?.stations[position] === 'waiting';
  if (!phase) return;
  const share = Math.min(1, (seconds - phase.seconds[0]) / (phase.seconds[1] - phase.seconds[0]));
  const legs = motion.legs[index]![position]!;
  let length = -1;
  for (const leg of legs) {
    if (share < leg.from) break;
    const eased = smooth(Math.min(1, (share - leg.from) / Math.max(1e-6, leg.to - leg.from)));
    if (leg.on === null) {
      // A little to the side, so that those who leave are seen to turn off.
      const bend = 4 * eased * (1 - eased) * Math.min(14, Math.abs(leg.end.x - leg.start.x) * 0.06);
      out.x = leg.start.x + (leg.end.x - leg.start.x) * eased;
      out.y = leg.start.y + (leg.end.y - leg.start.y) * eased + bend;
    } else {
      length = leg.start.length + (leg.end.length - leg.start.length) * eased;
      const lane = leg.start.lane + (leg.end.lane - leg.start.lane) * eased;
      walk(leg.on, length, lane, scene.chip.shows === 'text', out);
    }
  }
  if (phase.kind === 'lap' && length >= 0) {
    const end = legs.at(-1)?.on === scene.tracks.loop ? scene.marks.loopBlockEnd : scene.marks.enterBlockEnd;
    if (length >= end || share >= 1) out.depth = phase.depth[position]!;
  }
  if (phase.kind === 'layer' && (share >= 1 || length >= scene.marks.layerEnds[out.layers]!)) out.layers += 1;
  const last = legs.at(-1);
  if (phase.stations[position] === 'waiting')
    out.waiting = out.waiting || (last !== undefined && share >= last.from);
  else if (share > 0) out.waiting = out.waiting && !(last !== undefined && share >= last.from);
}
