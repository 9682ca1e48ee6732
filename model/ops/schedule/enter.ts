import { MAIN, RECORD_AT, TOGETHER } from './declarations';

/** WGSL: books what was drawn, opens texts and lets tokens in. */
export const ENTER = `${RECORD_AT}
fn begin() {
  for (var i = 0u; i < ROWS; i++) { s.free_row[i] = i; }
  for (var i = 0u; i < SLOTS; i++) { s.held[i] = NOBODY; }
  for (var i = 0u; i < CACHES; i++) { s.free_cache[i] = i; }
  s.free_rows = ROWS;
  s.free_caches = CACHES;
  s.begun = 1u;
}

fn comes(text: u32) {
  s.come[(s.coming_first + s.coming) % CACHES] = text;
  s.coming++;
  s.ready += texts[text].length - texts[text].next;
}

/** Texts go on with what was drawn, or are over. */
fn write_drawn() {
  let at = record_at(s.tick);
  record[at] = s.reads;
  for (var i = 0u; i < s.reads; i++) {
    let text = s.read[i];
    let id = drawn[i];
    record[at + 2u + 2u * i] = text;
    record[at + 3u + 2u * i] = id;
    let length = texts[text].length + 1u;
    ids[text * CAPACITY + length - 1u] = id;
    texts[text].length = length;
    if (id == END_OF_TEXT || length - texts[text].prompt == texts[text].tokens || length == CAPACITY) {
      s.free_cache[(s.cache_first + s.free_caches) % CACHES] = texts[text].cache;
      s.free_caches++;
    } else { comes(text); }
  }
}

fn admit() {
  while (s.free_caches > 0u && s.next_text < arrayLength(&texts)) {
    let text = s.next_text;
    let cache = s.free_cache[s.cache_first];
    s.cache_first = (s.cache_first + 1u) % CACHES;
    s.free_caches--;
    s.next_text++;
    texts[text].cache = cache;
    for (var r = 0u; r < RECURSIONS; r++) { s.seen[cache * RECURSIONS + r] = 0u; }
    comes(text);
  }
}

fn take(count: u32) {
  for (var i = 0u; i < count; i++) {
    let text = s.come[s.coming_first];
    let position = texts[text].next;
    texts[text].next = position + 1u;
    s.ready--;
    if (position + 1u == texts[text].length) {
      s.coming_first = (s.coming_first + 1u) % CACHES;
      s.coming--;
    }
    s.free_rows--;
    let row = s.free_row[s.free_rows];
    s.row[row].text = text;
    s.row[row].cache = texts[text].cache;
    s.row[row].position = position;
    s.row[row].at = 0u;
    s.ask[s.asked] = row;
    s.asked++;
    if (IS_DEPTH_WISE) {
      s.queue[(s.queue_first + s.queued) % ROWS] = row;
      s.queued++;
    } else { fill_slot(row); }
  }
}

${MAIN} {
  if (thread == 0u) {
    if (s.begun == 0u) { begin(); }
    write_drawn();
    admit();
    s.asked = 0u;
    let idle = SLOTS - s.filled;
    if (!IS_DEPTH_WISE) { take(min(s.ready, idle)); }
    else if (s.queued < idle) { take(min(s.ready, s.free_rows)); }
    for (var layer = 0u; layer < max(1u, BEFORE_LAYERS); layer++) { set_count(layer, s.asked); }
  }
${TOGETHER}
  for (var i = thread; i < s.asked; i += THREADS) {
    let row = s.ask[i];
    let own = s.row[row];
    ways[i] = Way(ids[own.text * CAPACITY + own.position], 1u, 0.0, 0.0, ROUTERS[0], AUXILIARY[0], vec2u());
    for (var layer = 0u; layer < max(1u, BEFORE_LAYERS); layer++) {
      set_place(layer, i, row, BEFORE_SLOTS[layer], own.position, true);
    }
  }
}`;
