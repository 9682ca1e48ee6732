import type { Track } from '../track';

/** A picture's parts and where they stand. All lengths in px, from the upper left corner. */
interface Ground {
  readonly width: number;
  readonly height: number;
  /** On a phone: smaller, and the rooms lie under and above one another. */
  readonly narrow: boolean;
  /** Thickness of a road. */
  readonly road: number;
  readonly chip: ChipSize;
  readonly head: Box;
  readonly rooms: { readonly text: Room; readonly waiting: Room; readonly done: Room };
  readonly tracks: { readonly enter: Track; readonly loop: Track; readonly leave: Track };
  readonly marks: Marks;
}

/** A model that recurs: a road in, a ring round the shared block, a road out. */
export interface RoundScene extends Ground {
  readonly kind: 'round';
  readonly ring: Ring;
  /** Ends of the road outside the ring. */
  readonly from: number;
  readonly to: number;
  /** Layers before the ring, in it (once), and after it. */
  readonly before: readonly Box[];
  readonly block: readonly Box[];
  readonly after: readonly Box[];
  /** Outline round the block. */
  readonly frame: Box;
  readonly store: Store;
  readonly beside: Beside | null;
}

/** A model without recursion: one winding road through layers that are all different. */
export interface LongScene extends Ground {
  readonly kind: 'long';
  /** The road's middle, as an SVG path. */
  readonly path: string;
  readonly layers: readonly Box[];
  /** The cache of each layer, under it. */
  readonly stores: readonly Store[];
}

export type Scene = RoundScene | LongScene;

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

/** Shelves of a cache, a cell a token. */
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
  /** On the way in: where the first token stops behind each layer, and where each of these ends. */
  readonly entries: readonly number[];
  readonly layerEnds: readonly number[];
  /** On the first lap: the end of the block, the stop before the gate. */
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
  /** Where those stand who go along it, before they have begun. */
  readonly from: number;
  readonly boxes: readonly Box[];
  readonly height: number;
}
