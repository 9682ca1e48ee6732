import { NO_ROUTER } from '../decode/settle';
import { TO_WRITE } from '../decode/tokens';
import { recordWords, runSections, type ScheduleShape } from './shape';

/** Threads of the scheduler's one workgroup. */
const THREADS = 64;

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

/** Words of the schedule. */
export function scheduleWords({ slots, rows, caches, recursions }: ScheduleShape): number {
  const each = Math.max(1, recursions);
  return COUNTERS.length + rows * (ROW.length + each) + 5 * rows + 2 * slots + caches * (3 + each);
}

/** WGSL that every stage begins with: constants, tables, the schedule's own structs, and how rows take slots and places. */
export function declarations({ decode, slots, rows, caches, recursions, ...shape }: ScheduleShape): string {
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

/** Head of a program of one workgroup. */
export const MAIN = `
@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) thread: u32)`;
/** All threads of the workgroup are here, and see what the others wrote to buffers. */
export const TOGETHER = '  storageBarrier();\n  workgroupBarrier();';

/** WGSL of the stages that write the record. */
export const RECORD_AT = `
/** Where a tick's record begins: how many were drawn, how many went round, each text with its token, each row. */
fn record_at(tick: u32) -> u32 { return (tick % (arrayLength(&record) / RECORD_WORDS)) * RECORD_WORDS; }`;
