import type { ModelConfig, RoutingType } from '../../config';
import type { Program } from '../../gpu/program';
import { leastLot } from './route';
import { NO_ROUTER, WAY } from './settle';
import { type DecodeShape, decodeProgram } from './shape';
import { PLACE, TO_WRITE } from './tokens';

const THREADS = 64;

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

/** Words of the schedule. */
export function scheduleWords({ slots, rows, caches, recursions }: ScheduleShape): number {
  const each = Math.max(1, recursions);
  return COUNTERS.length + rows * (ROW.length + each) + 5 * rows + 2 * slots + caches * (3 + each);
}

const COUNTERS = [
  'begun',
  'tick',
  'next_text',
  'free_rows',
  'queue_first',
  'queued',
  'exits',
  'out',
  'asked',
  'filled',
  'cache_first',
  'free_caches',
  'coming_first',
  'coming',
  'ready',
  'reads',
];

const ROW = [
  'text',
  'cache',
  'position',
  'at',
  'on',
  'entry',
  'chosen',
  'goes_out',
  'gate: f32',
  'keep: f32',
];

const TYPES: Readonly<Record<ScheduleBuffer, string>> = {
  schedule: 'storage, read_write> s: Schedule',
  texts: 'storage, read_write> texts: array<Text>',
  ids: 'storage, read_write> ids: array<u32>',
  places: 'storage, read_write> places: array<Place>',
  ways: 'storage, read_write> ways: array<Way>',
  answers: 'storage, read> answers: array<f32>',
  drawn: 'storage, read> drawn: array<u32>',
  record: 'storage, read_write> record: array<u32>',
};

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

/**
 * The scheduler of a batch (spec 7) on the device, in one workgroup, as `batching/` has it: `enter` books what was drawn,
 * opens texts and lets tokens in; `round` fills the slots; `leave`, after the pass, says who goes on and who goes out. Each
 * leaves the places of the layers that run after it. A tick is enter, round (under `sequence` once a recursion), leave, and
 * the tail. Deciding and placing are done by all threads, the books by the first.
 */
export function schedule(shape: ScheduleShape, stage: Stage): Program {
  const { decode } = shape;
  const bindings = stageBuffers(shape, stage).map(
    (name, i) => `@group(0) @binding(${i}) var<${TYPES[name]};`,
  );
  return decodeProgram(
    decode,
    `schedule-${stage}`,
    `${PLACE}${WAY}${TEXT}${declarations(shape)}
${bindings.join('\n')}
${stage === 'round' ? '' : RECORD_AT}
${stage === 'enter' ? '' : DECIDING[decode.config.routing.type](decode.config)}
${STAGES[stage](shape)}`,
  );
}

function declarations({ decode, slots, rows, caches, recursions, ...shape }: ScheduleShape): string {
  const { config, words } = decode;
  const each = Math.max(1, recursions);
  const constants = {
    THREADS,
    SLOTS: slots,
    ROWS: rows,
    CACHES: caches,
    RECURSIONS: recursions,
    END_OF_TEXT: shape.endOfText ?? 0xffffffff,
    NOBODY: 0xffffffff,
    WORK_WORDS: words.work,
    SLOT_WORDS: words.slot,
    SECTION: rows + 1,
    RECORD_WORDS: recordWords({ caches, slots }),
  };
  const table = (name: string, values: readonly number[]) =>
    `const ${name} = array<u32, ${Math.max(1, values.length)}>(${values.length ? values.map((value) => `${value}u`) : '0u'});`;
  const asksOnce = config.routing.type === 'token';
  const next = Array.from({ length: recursions + 1 }, (_, r) => r);
  const router = next.map((r) => (asksOnce && r > 0 ? undefined : shape.routers[r]) ?? NO_ROUTER);
  const auxiliary = next.map((r) => (r > 0 ? shape.auxiliary[r] : undefined) ?? NO_ROUTER);
  return `
${Object.entries(constants)
  .map(([name, value]) => `const ${name} = ${value}u;`)
  .join('\n')}
const BEFORE_LAYERS = ${shape.before.length}u;
const BLOCK_LAYERS = ${shape.block[0]?.length ?? 0}u;
const AFTER_LAYERS = ${shape.after.length}u;
const READ_SECTION = ${runSections(shape)}u;
const IS_SHARED = ${config.kvCache === 'recursive_sharing'};
const IS_DEPTH_WISE = ${shape.policy === 'depth'};
/** The cache's slot of each layer; of the block's, recursion by recursion. */
${table('BEFORE_SLOTS', shape.before)}
${table('BLOCK_SLOTS', shape.block.flat())}
${table('AFTER_SLOTS', shape.after)}
/** Where the routers begin that are asked by a token that has done so many recursions. */
${table('ROUTERS', router)}
${table('AUXILIARY', auxiliary)}

/** A token on its way: at a recursion, 0 on its way in; on where it goes on after it. */
struct Row {
${ROW.map((name) => `  ${name.includes(':') ? name : `${name}: u32`},`).join('\n')}
  shares: array<f32, ${each}>,
}

struct Schedule {
${COUNTERS.map((name) => `  ${name}: u32,`).join('\n')}
  row: array<Row, ROWS>,
  /** A stack, a ring, and lists of rows. */
  free_row: array<u32, ROWS>,
  queue: array<u32, ROWS>,
  exit: array<u32, ROWS>,
  leaving: array<u32, ROWS>,
  ask: array<u32, ROWS>,
  /** The row in each slot, and the slots in the order in which they were filled. */
  held: array<u32, SLOTS>,
  fill: array<u32, SLOTS>,
  /** Rings of caches, and of texts with a token to come in; texts that are read. */
  free_cache: array<u32, CACHES>,
  come: array<u32, CACHES>,
  read: array<u32, CACHES>,
  /** By cache: tokens that went through each recursion. */
  seen: array<u32, ${caches * each}>,
}

fn set_count(section: u32, count: u32) { places[section * SECTION].base = count; }

/** Where a row is in a layer pass. */
fn set_place(section: u32, at: u32, row: u32, slot: u32, entry: u32, writes: bool) {
  let own = s.row[row];
  let block = (slot * CACHES + own.cache) * SLOT_WORDS;
  places[section * SECTION + 1u + at] =
    Place(row * WORK_WORDS, own.position, block, 2u * entry + select(0u, ${TO_WRITE}u, writes));
}

fn fill_slot(row: u32) {
  var slot = s.row[row].cache;
  if (s.held[slot] != NOBODY) {
    slot = 0u;
    while (s.held[slot] != NOBODY) { slot++; }
  }
  s.held[slot] = row;
  s.fill[s.filled] = slot;
  s.filled++;
}
`;
}

const RECORD_AT = `
/** Where a tick's record begins: how many were drawn, how many went round, each text with its token, each row. */
fn record_at(tick: u32) -> u32 { return (tick % (arrayLength(&record) / RECORD_WORDS)) * RECORD_WORDS; }`;

const MAIN = `
@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32)`;
const TOGETHER = '  storageBarrier();\n  workgroupBarrier();';

const STAGES: Readonly<Record<Stage, (shape: ScheduleShape) => string>> = {
  enter: () => `
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
}`,

  round: () => `
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
}`,

  leave: () => `
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
}`,
};

/** `fn decide(i: u32)`: what the i-th of those asked is told, as `rows/row-routing.ts` defines it. */
const DECIDING: Readonly<Record<RoutingType, (config: ModelConfig) => string>> = {
  none: () => `
fn decide(i: u32) {
  let row = s.ask[i];
  s.row[row].on = select(0u, 1u, s.row[row].at < RECURSIONS);
  s.row[row].gate = 1.0;
}`,

  expert: ({ routing: { activation, alpha, gating } }) => `
fn decide(i: u32) {
  let row = s.ask[i];
  let done = s.row[row].at;
  s.row[row].on = 0u;
  if (done == RECURSIONS) { return; }
  let logit = answers[2u * i];
  let deciding = select(logit, answers[2u * i + 1u], AUXILIARY[done] != ${NO_ROUTER}u);
  s.row[row].on = select(0u, 1u, done == 0u || deciding >= 0.0);
  s.row[row].gate = ${gating === 'weighted' ? `${alpha} * ${activation === 'tanh' ? 'tanh(logit)' : '1.0 / (1.0 + exp(-logit))'}` : '1.0'};
  s.row[row].keep = 1.0;
}`,

  random: (config) => {
    const { seed, alpha, gating } = config.routing;
    const lots = Array.from({ length: config.numRecursions }, (_, r) => `${leastLot(config, r + 1)}u`);
    return `
const LEAST_LOTS = array<u32, RECURSIONS>(${lots});
/** Unsigned 32-bit integer hash, as in routing/random-choice.ts. */
fn lowbias32(value: u32) -> u32 {
  var x = (value ^ (value >> 16u)) * 0x7feb352du;
  x = (x ^ (x >> 15u)) * 0x846ca68bu;
  return x ^ (x >> 16u);
}
fn decide(i: u32) {
  let row = s.ask[i];
  let done = s.row[row].at;
  s.row[row].on = 0u;
  if (done == RECURSIONS) { return; }
  let lot = lowbias32(lowbias32(lowbias32(${(seed + 0x9e3779b9) >>> 0}u) ^ (done + 1u)) ^ s.row[row].position) >> 8u;
  s.row[row].on = select(0u, 1u, lot >= LEAST_LOTS[done]);
  s.row[row].gate = ${gating === 'weighted' ? `${alpha} * f32(lot) / 16777216.0` : '1.0'};
  s.row[row].keep = 1.0;
}`;
  },

  token: ({ routing: { activation, alpha, gating, gateEveryRecursion } }) => `
/** The share of each depth, and the depth with the largest logit. */
fn choose(i: u32, row: u32) {
  let first = i * (RECURSIONS + 1u);
  var top = 0u;
  for (var depth = 1u; depth < RECURSIONS; depth++) {
    if (answers[first + depth] > answers[first + top]) { top = depth; }
  }
  var sum = 0.0;
  for (var depth = 0u; depth < RECURSIONS; depth++) { sum += exp(answers[first + depth] - answers[first + top]); }
  for (var depth = 0u; depth < RECURSIONS; depth++) {
    s.row[row].shares[depth] = ${
      activation === 'softmax'
        ? 'exp(answers[first + depth] - answers[first + top]) / sum'
        : '1.0 / (1.0 + exp(-answers[first + depth]))'
    };
  }
  s.row[row].chosen = top + 1u;
}
fn decide(i: u32) {
  let row = s.ask[i];
  let done = s.row[row].at;
  s.row[row].on = 0u;
  if (done == RECURSIONS) { return; }
  if (done == 0u) { choose(i, row); }
  let is_last = s.row[row].chosen == done + 1u;
  s.row[row].on = select(0u, 1u, s.row[row].chosen > done);
  s.row[row].gate = ${gating === 'weighted' ? `select(1.0, ${alpha} * s.row[row].shares[done], ${gateEveryRecursion} || is_last)` : '1.0'};
  s.row[row].keep = select(0.0, 1.0, is_last);
}`,
};
