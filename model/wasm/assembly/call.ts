/** One call's rows and the room it works in; `../arena.ts` writes the addresses in this order. */
@unmanaged
export class Call {
  /** (rows, hiddenWidth) states on their way through the layers. */
  x: usize;
  /** (rows, hiddenWidth) */
  normed: usize;
  /** (rows, (heads + 2 kvHeads) headWidth) queries, keys, values; what was attended to takes the queries' place. */
  mixed: usize;
  /** (rows, 2 intermediateWidth) */
  opened: usize;
  /** (threads, ATTENDING or a group's heads, room) scores, then probabilities. */
  scores: usize;
  /** (rows) u32: where the entries of the row's text in this layer pass begin. */
  entries: usize;
  /** (rows) i32: position in the text. */
  positions: usize;
  /** (rows) i32: the row's own place among those entries; it sees them up to and with it. */
  places: usize;
  /** Entries of a text there is room for in a layer pass, a multiple of 8. */
  room: i32;
  /** (heads, rows, room) where the probabilities are to be left, zeros before; 0 where nobody wants to see them. */
  shown: usize;
}
