import { attend } from './attention';
import { Call } from './call';
import { LayerWeights, project, transform } from './layer';
import { rmsNorm } from './norm';
import { readColumns } from './rows';
import { configure, Shape, vocabWidth } from './shape';

/**
 * Threads that share a memory and compute together. One of them leads: it sets tasks, takes its own part in each, and goes on
 * when the others have done theirs. Rows are shared out as they would be multiplied by one thread, so that every number is
 * the same whatever the number of threads.
 */
@unmanaged
class Team {
  /** All of them, the leader too, who is thread 0. */
  threads: i32;
  /** How long the leader waits for the others, ms. */
  patience: i32;
  /** Tasks that were set so far, meetings that were held, and who has come to the next. */
  tasks: i32;
  meetings: i32;
  present: i32;
  // The task.
  shape: Shape;
  /** A layer over rows; null where logits are to be read out. */
  weights: LayerWeights | null;
  call: Call;
  rows: i32;
  writing: i32;
  head: usize;
  normed: usize;
  logits: usize;
}

/** Rows that are multiplied together (`product`): a thread's part begins at a multiple of them. */
const TOGETHER: i32 = 4;
/** Looks at a number before a thread lies down: some 50 microseconds, in which the leader can set its next task. */
const LOOKS: i32 = 100_000;
/** The leader's patience is counted in naps, ms: while a computer sleeps, only one passes. */
const NAP: f64 = 50;
/** Of those who help: should a call to wake not reach one, it is late, not lost. */
const LONG_NAP: f64 = 1000;

/**
 * Atomics.wait, so many ms at most. Not WebAssembly's own: after it, code that V8 compiled in haste (as of Node 20) takes other
 * numbers for its addresses.
 */
declare function rest(address: usize, from: i32, ms: f64): void;

/** Atomics.notify, to all: who rests by JavaScript's is woken by JavaScript's. */
declare function wake(address: usize): void;

/** `layer` by all. False where somebody did not do their part in time: then nothing in this memory is to be trusted. */
export function layerTogether(
  team: Team,
  shape: Shape,
  weights: LayerWeights,
  call: Call,
  rows: i32,
  writing: i32,
): bool {
  team.shape = shape;
  team.weights = weights;
  team.call = call;
  team.rows = rows;
  team.writing = writing;
  return lead(team);
}

/** `readOut` by all; as `layerTogether`. */
export function readOutTogether(
  team: Team,
  shape: Shape,
  x: usize,
  rows: i32,
  norm: usize,
  head: usize,
  normed: usize,
  logits: usize,
): bool {
  rmsNorm(x, rows, norm, normed);
  team.shape = shape;
  team.weights = null;
  team.rows = rows;
  team.head = head;
  team.normed = normed;
  team.logits = logits;
  return lead(team);
}

/** What a thread that does not lead does, until it is ended. */
export function help(team: Team, thread: i32): void {
  for (let task = 0; ; task++) {
    changed(tasksOf(team), task, Infinity);
    configure(team.shape);
    takePart(team, thread, Infinity);
    arrive(team);
  }
}

function lead(team: Team): bool {
  atomic.add<i32>(tasksOf(team), 1);
  wake(tasksOf(team));
  return takePart(team, 0, team.patience) && meet(team, team.patience);
}

/** One thread's part of the task, but for the meeting at its end. */
function takePart(team: Team, thread: i32, patience: f64): bool {
  const threads = team.threads;
  const rows = team.rows;
  const weights = team.weights;
  if (weights === null) {
    const from = shareOf(vocabWidth, 8, thread, threads);
    const to = shareOf(vocabWidth, 8, thread + 1, threads);
    readColumns(team.normed, rows, team.head, team.logits, from, to);
    return true;
  }
  const from = shareOf(rows, TOGETHER, thread, threads);
  const to = shareOf(rows, TOGETHER, thread + 1, threads);
  project(weights, team.call, from, to, team.writing);
  if (!meet(team, patience)) return false;
  attend(team.call, rows, thread, threads);
  if (!meet(team, patience)) return false;
  transform(weights, team.call, from, to);
  return true;
}

/** Where a thread's share of so many begins: the pieces, of `piece` each but perhaps the last, are shared out evenly. */
function shareOf(count: i32, piece: i32, thread: i32, threads: i32): i32 {
  const pieces = (count + piece - 1) / piece;
  return min(count, ((pieces * thread) / threads) * piece);
}

/** Comes to a meeting and waits for the others, so long at most. */
function meet(team: Team, patience: f64): bool {
  const held = atomic.load<i32>(meetingsOf(team));
  return arrive(team) || changed(meetingsOf(team), held, patience);
}

/** Comes to a meeting; true for the last, who lets the others go on. */
function arrive(team: Team): bool {
  if (atomic.add<i32>(presentOf(team), 1) + 1 < team.threads) return false;
  atomic.store<i32>(presentOf(team), 0);
  atomic.add<i32>(meetingsOf(team), 1);
  wake(meetingsOf(team));
  return true;
}

/** Waits until a number is another, so many ms at most. */
function changed(address: usize, from: i32, patience: f64): bool {
  for (let look = 0; look < LOOKS; look++) {
    if (atomic.load<i32>(address) !== from) return true;
  }
  const nap = patience === Infinity ? LONG_NAP : NAP;
  for (let waited: f64 = 0; waited < patience; waited += nap) {
    rest(address, from, nap);
    if (atomic.load<i32>(address) !== from) return true;
  }
  return false;
}

function tasksOf(team: Team): usize {
  return changetype<usize>(team) + offsetof<Team>('tasks');
}

function meetingsOf(team: Team): usize {
  return changetype<usize>(team) + offsetof<Team>('meetings');
}

function presentOf(team: Team): usize {
  return changetype<usize>(team) + offsetof<Team>('present');
}
