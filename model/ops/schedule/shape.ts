import type { DecodeShape } from '../decode/shape';

/** Of one batch: what is baked into its scheduler. */
export interface ScheduleShape {
  readonly decode: DecodeShape;
  /** `depth`: a pass takes rows at any recursion. `sequence`: in a tick rows go all their way. */
  readonly policy: 'depth' | 'sequence';
  readonly slots: number;
  readonly rows: number;
  /** At most as many as slots. */
  readonly caches: number;
  /** Rounds a token can go through the block; 0 without recursion. */
  readonly recursions: number;
  readonly endOfText: number | null;
  /** The cache's slot of each layer on the way in, of the block by recursion, and on the way out. */
  readonly before: readonly number[];
  readonly block: readonly (readonly number[])[];
  readonly after: readonly number[];
  /** Where in the routers those of each recursion begin. */
  readonly routers: readonly number[];
  readonly auxiliary: readonly number[];
}

/** What a stage does: between them a batch's layers run over the places it leaves. */
export type Stage = 'enter' | 'round' | 'leave';

/** The scheduler's buffers, as each stage binds them. */
export type ScheduleBuffer =
  | 'schedule'
  | 'texts'
  | 'ids'
  | 'places'
  | 'ways'
  | 'answers'
  | 'drawn'
  | 'record';

/** What a stage binds, in order. */
export function stageBuffers(shape: ScheduleShape, stage: Stage): readonly ScheduleBuffer[] {
  const { type } = shape.decode.config.routing;
  const answers = type === 'expert' || type === 'token' ? (['answers'] as const) : [];
  switch (stage) {
    case 'enter':
      return ['schedule', 'places', 'ways', 'texts', 'ids', 'drawn', 'record'];
    case 'round':
      return ['schedule', 'places', 'ways', ...answers];
    case 'leave':
      return ['schedule', 'places', 'texts', 'record', ...answers];
  }
}

/** WGSL: a text, in TEXT_WORDS words. */
export const TEXT = `
struct Text {
  /** Tokens it has, of them its prompt's, and how many it is to write at most. */
  length: u32,
  prompt: u32,
  tokens: u32,
  /** Its next token to come in. */
  next: u32,
  cache: u32,
  temperature: f32,
  top_p: f32,
  top_k: u32,
  seed: u32,
}
`;
export const TEXT_WORDS = 9;

/** Words of a tick's record: see `record_at`. */
export function recordWords({ caches, slots }: Pick<ScheduleShape, 'caches' | 'slots'>): number {
  return 2 + 2 * caches + slots;
}

/** In a row's word of a record: the row, and so far left of it the recursion up to which it is known to go. */
export const UP_TO_SHIFT = 16;

/** Sections of the places that a batch needs: its longest run of layers, and one for the rows that are read. */
export function runSections({
  before,
  block,
  after,
}: Pick<ScheduleShape, 'before' | 'block' | 'after'>): number {
  return Math.max(1, before.length, block[0]?.length ?? 0, after.length);
}
