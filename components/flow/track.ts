/** Roads that tokens travel: lines and quarter turns, walked by length. All lengths in px. */
export interface Track {
  readonly pieces: readonly Piece[];
  readonly length: number;
}

interface Line {
  readonly at: number;
  readonly length: number;
  readonly from: Point;
  readonly to: Point;
}

interface Turn {
  readonly at: number;
  readonly length: number;
  readonly centre: Point;
  readonly radius: number;
  /** Angles in radians, clockwise on the screen. */
  readonly start: number;
  readonly end: number;
}

type Piece = Line | Turn;
export type Point = readonly [x: number, y: number];

/** Joins points by lines, and turns of a quarter where a step says so. */
export class TrackBuilder {
  private readonly pieces: Piece[] = [];
  private length = 0;

  constructor(private here: Point) {}

  line(to: Point): this {
    const length = Math.hypot(to[0] - this.here[0], to[1] - this.here[1]);
    if (length > 0) {
      this.pieces.push({ at: this.length, length, from: this.here, to });
      this.length += length;
      this.here = to;
    }
    return this;
  }

  /** A quarter turn round a centre, from an angle to another. */
  turn(centre: Point, radius: number, start: number, end: number): this {
    const length = radius * Math.abs(end - start);
    if (length > 0) {
      this.pieces.push({ at: this.length, length, centre, radius, start, end });
      this.length += length;
    }
    this.here = [centre[0] + radius * Math.cos(end), centre[1] + radius * Math.sin(end)];
    return this;
  }

  /** Length so far: the place where the builder stands. */
  get mark(): number {
    return this.length;
  }

  build(): Track {
    return { pieces: this.pieces, length: this.length };
  }
}

/** What `walk` writes to, so that nothing is made while tokens move. */
export interface Spot {
  x: number;
  y: number;
}

/**
 * The place at a length, beside the middle by `lane` (to the right of who walks). Where the road runs up or down, chips wider than
 * high keep to single file: their lane counts as far as the road is level.
 */
export function walk(track: Track, length: number, lane: number, singleFile: boolean, out: Spot): void {
  const { pieces } = track;
  let index = 0;
  while (index < pieces.length - 1 && length > pieces[index]!.at + pieces[index]!.length) index += 1;
  const piece = pieces[index];
  if (!piece) return;
  const share = (length - piece.at) / piece.length;
  let [dx, dy] = [0, 0];
  if ('from' in piece) {
    dx = (piece.to[0] - piece.from[0]) / piece.length;
    dy = (piece.to[1] - piece.from[1]) / piece.length;
    out.x = piece.from[0] + (piece.to[0] - piece.from[0]) * share;
    out.y = piece.from[1] + (piece.to[1] - piece.from[1]) * share;
  } else {
    const angle = piece.start + (piece.end - piece.start) * share;
    const way = Math.sign(piece.end - piece.start);
    dx = -Math.sin(angle) * way;
    dy = Math.cos(angle) * way;
    out.x = piece.centre[0] + piece.radius * Math.cos(angle);
    out.y = piece.centre[1] + piece.radius * Math.sin(angle);
  }
  const aside = singleFile ? lane * dx * dx : lane;
  out.x -= dy * aside;
  out.y += dx * aside;
}
