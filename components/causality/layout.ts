import { t } from '../../languages/current';
import { type GridLayout, type GridSpace, layoutGrid } from '../token-grid/layout';
import { columns } from '../ui/token-text';
import { directionOf, type Effects } from './describe';
import { flipped } from './effects';

/** Rows of the picture from below; its upper one is top-k. */
export const ROWS = ['threshold', 'topk'] as const;

/** Heights at scale 1, px: a recursion of a small tower, and a line of words above or below it. */
const PASS = 17;
const LINE = 15;
/** Below these nothing could be told apart or read. */
const SMALLEST_PASS = 8;
const SMALLEST_LINE = 13;
/** Which way a depth went, the depth in figures, the probability that moved. */
const LINES = 3;
/** Height of a row of `layoutGrid` at scale 1, its gap included. */
const GRID_ROW = 56;

export interface EffectLayout extends GridLayout {
  readonly pass: number;
  readonly line: number;
}

/** The picture's places: columns of tokens as the depth map has them, each row as high as a small tower with its words. */
export function layoutEffects(effects: Effects, recursions: number, space: GridSpace): EffectLayout {
  const natural = recursions * PASS + LINES * LINE;
  const layout = layoutGrid(roomFor(effects), Math.ceil((ROWS.length * natural) / GRID_ROW), space);
  const pass = Math.max(SMALLEST_PASS, Math.round(PASS * layout.scale));
  const line = Math.max(SMALLEST_LINE, Math.round(LINE * layout.scale));
  return { ...layout, pass, line, cellHeight: recursions * pass + LINES * line + 4 };
}

/** What each column must have room for: the token's text, and the word for a depth that changed. */
function roomFor({ topk, threshold }: Effects): readonly string[] {
  return topk.tokens.map((token, i) => {
    const changed = [token, threshold.tokens[i]].find((each) => each !== undefined && flipped(each));
    const word = changed ? t().causality.directions[directionOf(changed)] : '';
    return columns(word) > columns(token.text) ? word : token.text;
  });
}
