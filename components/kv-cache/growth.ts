import { scaleLinear } from 'd3-scale';
import { t } from '../../languages/current';
import { PAPER_SHAPES, type PaperShape } from '../../model/paper-shapes';
import { CHOICES } from '../../store/settings';
import type { Role, Settings } from '../../store/state';
import { type ScaleSettings, scaledConfigs, scaledFigures } from '../cost/scale-up';
import { bytes, exact, percent } from '../ui/format';

/** Bytes of the cache at one of the paper's sizes, as the context grows. */
export interface Growth {
  readonly shape: PaperShape;
  readonly layers: number;
  /** Context lengths, tokens, and the bytes of each model at each. */
  readonly lengths: readonly number[];
  readonly bytes: { readonly [role in Role]: readonly number[] };
}

/** From the scale-up's own formula, length by length. */
export function growthOf(name: Settings['shape'], settings: ScaleSettings): Growth {
  const shape = PAPER_SHAPES.find((each) => each.id === name) ?? PAPER_SHAPES[0]!;
  const lengths = [0, ...CHOICES.contextLength];
  const at = lengths.map((length) => cacheAt(shape, settings, length));
  const of = (role: Role) => at.map((cells) => cells[role]?.value ?? 0);
  return {
    shape,
    layers: scaledConfigs(shape, settings).mor.numHiddenLayers,
    lengths,
    bytes: { mor: of('mor'), recursive: of('recursive'), vanilla: of('vanilla') },
  };
}

function cacheAt(shape: PaperShape, settings: ScaleSettings, length: number) {
  const figure = scaledFigures(shape, settings, length, 'honest').find(({ key }) => key === 'kv-cache');
  return figure!.cells;
}

/** “At 360M, 32 layers and 131,072 tokens MoR keeps 3.69 GB, 69% of vanilla’s 5.37 GB; …” */
export function describeGrowth(growth: Growth, length: number): string {
  const { mor, recursive, vanilla } = bytesAt(growth, length);
  return t().cache.long.summary({
    shape: growth.shape.id,
    layers: growth.layers,
    tokens: exact(length),
    mor: bytes(mor),
    share: percent(mor / vanilla),
    vanilla: bytes(vanilla),
    recursive: recursive === vanilla ? null : bytes(recursive),
  });
}

/** What each model keeps at one of the lengths. */
export function bytesAt(growth: Growth, length: number): { readonly [role in Role]: number } {
  const i = growth.lengths.indexOf(length);
  const of = (role: Role) => growth.bytes[role][i] ?? 0;
  return { mor: of('mor'), recursive: of('recursive'), vanilla: of('vanilla') };
}

export interface GrowthLayout {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly x: (length: number) => number;
  readonly y: (bytes: number) => number;
  readonly lengthTicks: readonly number[];
  readonly byteTicks: readonly number[];
}

const EDGE = { left: 60, right: 92, top: 14, bottom: 24 };

/** Lines over the context: both axes begin at nothing and are even, so that twice as long is twice as far. All lengths in px. */
export function layoutGrowth(growth: Growth, width: number): GrowthLayout {
  const narrow = width < 480;
  const height = narrow ? 168 : 208;
  const right = Math.max(EDGE.left + 40, width - (narrow ? 74 : EDGE.right));
  const bottom = height - EDGE.bottom;
  const longest = growth.lengths.at(-1) ?? 1;
  const x = scaleLinear([0, longest], [EDGE.left, right]);
  const y = scaleLinear([0, Math.max(...growth.bytes.vanilla, ...growth.bytes.mor)], [bottom, EDGE.top]);
  return {
    width,
    height,
    left: EDGE.left,
    right,
    bottom,
    x,
    y,
    lengthTicks: narrow ? [longest / 2, longest] : [longest / 4, longest / 2, (longest * 3) / 4, longest],
    byteTicks: y.ticks(4),
  };
}
