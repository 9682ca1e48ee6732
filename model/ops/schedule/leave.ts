import { MAIN, RECORD_AT, TOGETHER } from './declarations';
import { UP_TO_SHIFT } from './shape';

/** WGSL: after a pass, who goes on and who goes out, whose last token is read, and the places of the layers on the way out. */
export const LEAVE = `${RECORD_AT}
/** Who went round, and who of them stays; those who do not go out as soon as they may. */
fn goes_round() {
  let at = record_at(s.tick);
  record[at + 1u] = s.filled;
  var staying = 0u;
  for (var i = 0u; i < s.filled; i++) {
    let slot = s.fill[i];
    let row = s.held[slot];
    record[at + 2u + 2u * CACHES + i] = row | ((s.row[row].at + s.row[row].on) << ${UP_TO_SHIFT}u);
    if (IS_DEPTH_WISE && s.row[row].on == 1u) {
      s.fill[staying] = slot;
      staying++;
    } else {
      s.held[slot] = NOBODY;
      s.exit[s.exits] = row;
      s.exits++;
    }
  }
  s.filled = staying;
  s.tick++;
}

/** The tail is due when so many have left as there are slots, or when a slot would stay empty. */
fn is_due() -> bool {
  return !IS_DEPTH_WISE || s.exits >= SLOTS || s.queued + min(s.ready, s.free_rows) < SLOTS - s.filled;
}

/** Whether an earlier token of its text still goes round. */
fn waits(row: u32) -> bool {
  let own = s.row[row];
  for (var i = 0u; i < s.queued + s.filled; i++) {
    var other = 0u;
    if (i < s.queued) { other = s.queue[(s.queue_first + i) % ROWS]; }
    else { other = s.held[s.fill[i - s.queued]]; }
    if (s.row[other].text == own.text && s.row[other].position < own.position) { return true; }
  }
  return false;
}

/** Those who go out free their rows, and the last of each text is read. */
fn go_out() {
  var waiting = 0u;
  for (var i = 0u; i < s.exits; i++) {
    let row = s.exit[i];
    if (s.row[row].goes_out == 0u) {
      s.exit[waiting] = row;
      waiting++;
    }
  }
  s.out = s.exits - waiting;
  s.exits = waiting;
  s.reads = 0u;
  for (var i = 0u; i < s.out; i++) {
    let row = s.leaving[i];
    let text = s.row[row].text;
    s.free_row[s.free_rows] = row;
    s.free_rows++;
    if (texts[text].length == s.row[row].position + 1u) {
      places[READ_SECTION * SECTION + 1u + s.reads] = Place(row * WORK_WORDS, text, 0u, 0u);
      s.read[s.reads] = text;
      s.reads++;
    }
  }
  set_count(READ_SECTION, s.reads);
  for (var layer = 0u; layer < AFTER_LAYERS; layer++) { set_count(layer, s.out); }
}

${MAIN} {
  for (var i = thread; i < s.asked; i += THREADS) { decide(i); }
${TOGETHER}
  if (thread == 0u) { goes_round(); }
${TOGETHER}
  let due = is_due();
  for (var i = thread; i < s.exits; i += THREADS) {
    s.row[s.exit[i]].goes_out = select(0u, 1u, due && !waits(s.exit[i]));
  }
${TOGETHER}
  for (var i = thread; i < s.exits; i += THREADS) {
    let row = s.exit[i];
    if (s.row[row].goes_out == 1u) {
      // Its place by position; on a tie who left first.
      var before = 0u;
      for (var j = 0u; j < s.exits; j++) {
        let other = s.row[s.exit[j]];
        let own = s.row[row].position;
        if (other.goes_out == 1u && (other.position < own || (other.position == own && j < i))) { before++; }
      }
      s.leaving[before] = row;
    }
  }
${TOGETHER}
  if (thread == 0u) { go_out(); }
${TOGETHER}
  for (var i = thread; i < s.out; i += THREADS) {
    let row = s.leaving[i];
    for (var layer = 0u; layer < AFTER_LAYERS; layer++) {
      set_place(layer, i, row, AFTER_SLOTS[layer], s.row[row].position, true);
    }
  }
}`;
