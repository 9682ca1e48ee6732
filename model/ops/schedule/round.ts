import { MAIN, TOGETHER } from './declarations';

/** WGSL: fills the slots with who goes on, and leaves the places of the block's layers. */
export const ROUND = `
${MAIN} {
  for (var i = thread; i < s.asked; i += THREADS) { decide(i); }
${TOGETHER}
  if (thread == 0u) {
    if (IS_DEPTH_WISE) {
      while (s.queued > 0u && s.filled < SLOTS) {
        fill_slot(s.queue[s.queue_first]);
        s.queue_first = (s.queue_first + 1u) % ROWS;
        s.queued--;
      }
      s.asked = s.filled;
      for (var i = 0u; i < s.filled; i++) { s.ask[i] = s.held[s.fill[i]]; }
    } else {
      var going = 0u;
      for (var i = 0u; i < s.asked; i++) {
        s.ask[going] = s.ask[i];
        going += s.row[s.ask[i]].on;
      }
      s.asked = going;
    }
    for (var i = 0u; i < s.asked; i++) {
      let row = s.ask[i];
      let seen = s.row[row].cache * RECURSIONS + s.row[row].at;
      s.row[row].entry = select(s.seen[seen], s.row[row].position, IS_SHARED);
      s.seen[seen] += 1u;
      s.row[row].at += 1u;
    }
    for (var layer = 0u; layer < BLOCK_LAYERS; layer++) { set_count(layer, s.asked); }
  }
${TOGETHER}
  for (var i = thread; i < s.asked; i += THREADS) {
    let row = s.ask[i];
    let own = s.row[row];
    ways[i] = Way(0u, 0u, own.keep, own.gate, ROUTERS[own.at], AUXILIARY[own.at], vec2u());
    for (var layer = 0u; layer < BLOCK_LAYERS; layer++) {
      let slot = BLOCK_SLOTS[(own.at - 1u) * BLOCK_LAYERS + layer];
      set_place(layer, i, row, slot, own.entry, !IS_SHARED || own.at == 1u);
    }
  }
}`;
