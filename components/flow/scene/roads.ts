import { TrackBuilder } from '../track';
import type { Box, Marks, Ring } from './scene';

const QUARTER = Math.PI / 2;

interface RoadInput {
  readonly ring: Ring;
  readonly pad: number;
  readonly blockEnd: number;
  readonly before: readonly Box[];
  readonly after: readonly Box[];
  readonly head: Box;
  readonly width: number;
  readonly narrow: boolean;
}

/** The ways in, round and out, and the places on them. */
export function roads({ ring, pad, blockEnd, before, after, head, width, narrow }: RoadInput) {
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
    entries: [narrow ? bend : entry - 2],
    layerEnds: before.map((box) => box.x + box.width - pad),
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
