import { type DecodeShape, threadsOf } from './shape';
import { TOTAL } from './total';

/**
 * WGSL that draws a token as `sampling.ts` defines it, in one workgroup of THREADS, from the logits of `logits` that
 * begin at `first`. Each thread takes a run of neighbouring ids, so that what is walked in the order of ids is walked from
 * thread to thread. How it is drawn must be known to be the same to all threads (a uniform, or read-only).
 */
export function drawing(shape: DecodeShape): string {
  return `
const THREADS = ${threadsOf(shape, 256)}u;
const RUN = (VOCAB + THREADS - 1u) / THREADS;
${TOTAL}
${DRAW}`;
}

const DRAW = `
var<workgroup> bests: array<Ranked, THREADS>;
var<workgroup> found: u32;
/** How a token is drawn. */
struct Sampling {
  /** 0 takes the likeliest. */
  temperature: f32,
  top_p: f32,
  /** 0 for all. */
  top_k: u32,
  seed: u32,
}

/** An id by its logit: the larger first, the lower id first on a tie. */
struct Ranked { logit: f32, id: u32 }

/** Who is drawn from: logits above the least, and of those that equal it, ids up to the last. */
struct Kept { least: u32, last: u32 }

fn is_before(a: Ranked, b: Ranked) -> bool { return a.logit > b.logit || (a.logit == b.logit && a.id < b.id); }

/** Orders as the numbers do. */
fn ordinal(logit: f32) -> u32 {
  let bits = bitcast<u32>(logit + 0.0);
  return select(bits | 0x80000000u, ~bits, (bits >> 31u) == 1u);
}

fn is_kept(first: u32, kept: Kept, id: u32) -> bool {
  let place = ordinal(logits[first + id]);
  return place > kept.least || (place == kept.least && id <= kept.last);
}

/** The first in rank after one, of all threads. */
fn next_best(first: u32, after: Ranked, thread: u32) -> Ranked {
  var best = Ranked(-3.4e38, NO_TOKEN);
  for (var id = thread; id < VOCAB; id += THREADS) {
    let here = Ranked(logits[first + id], id);
    if (is_before(after, here) && is_before(here, best)) { best = here; }
  }
  workgroupBarrier();
  bests[thread] = best;
  workgroupBarrier();
  for (var stride = THREADS / 2u; stride > 0u; stride /= 2u) {
    if (thread < stride && is_before(bests[thread + stride], bests[thread])) { bests[thread] = bests[thread + stride]; }
    workgroupBarrier();
  }
  return bests[0];
}

/** Sum over the threads before this one (x) and over all (y), added up in order. */
fn running(part: f32, thread: u32) -> vec2f {
  workgroupBarrier();
  parts[thread] = part;
  workgroupBarrier();
  var sum = vec2f();
  for (var other = 0u; other < THREADS; other++) {
    if (other == thread) { sum.x = sum.y; }
    sum.y += parts[other];
  }
  return sum;
}

/** What an id weighs in the draw; 1 where they are counted. */
fn weight(by: Sampling, first: u32, id: u32, top: f32, counting: bool) -> f32 {
  return select(exp((logits[first + id] - top) / by.temperature), 1.0, counting);
}

/**
 * Who stays of those kept: as few of the likeliest as reach top-k in number (counting), or top-p of what all weigh. Halving
 * finds the least ordinal that reaches it; then of the ids that have it as many as are needed stay.
 */
fn cut(by: Sampling, first: u32, kept: Kept, counting: bool, top: f32, thread: u32) -> Kept {
  var enough = 0.0;
  var least = 0u;
  var above = 0.0;
  for (var round = 0u; round <= 33u; round++) {
    // All first, then bit by bit, then those above.
    let bit = select(0u, 1u << (32u - round), round >= 1u && round <= 32u);
    let tried = select(least | bit, least + 1u, round == 33u);
    var part = 0.0;
    for (var id = thread; id < VOCAB; id += THREADS) {
      if (ordinal(logits[first + id]) >= tried && is_kept(first, kept, id)) { part += weight(by, first, id, top, counting); }
    }
    let sum = total(part, thread);
    if (round == 0u) { enough = select(by.top_p * sum, f32(by.top_k), counting); }
    else if (round == 33u) { above = sum; }
    else if (sum >= enough) { least = tried; }
  }
  var equals = 0.0;
  var each = 1.0;
  for (var id = thread * RUN; id < min(VOCAB, (thread + 1u) * RUN); id++) {
    if (ordinal(logits[first + id]) == least && is_kept(first, kept, id)) {
      equals += 1.0;
      each = weight(by, first, id, top, counting);
    }
  }
  let before = running(equals, thread).x;
  let wanted = max(1.0, ceil((enough - above) / each));
  if (before < wanted && wanted <= before + equals) {
    var left = wanted - before;
    for (var id = thread * RUN; id < min(VOCAB, (thread + 1u) * RUN); id++) {
      if (ordinal(logits[first + id]) == least && is_kept(first, kept, id)) {
        left -= 1.0;
        if (left == 0.0) { found = id; }
      }
    }
  }
  workgroupBarrier();
  return Kept(least, found);
}

/** Of the next draw with a seed, in [0, 1): mulberry32, as in sampling.ts. */
fn share(seed: u32, draws: u32) -> f32 {
  let counter = seed + (draws + 1u) * 0x6d2b79f5u;
  var x = (counter ^ (counter >> 15u)) * (counter | 1u);
  x ^= x + (x ^ (x >> 7u)) * (x | 61u);
  return f32(x ^ (x >> 14u)) / 4294967296.0;
}

/** The id at a share of what all who are kept weigh, in the order of ids. */
fn drawn(by: Sampling, draws: u32, first: u32, kept: Kept, top: f32, thread: u32) -> u32 {
  var part = 0.0;
  for (var id = thread * RUN; id < min(VOCAB, (thread + 1u) * RUN); id++) {
    if (is_kept(first, kept, id)) { part += weight(by, first, id, top, false); }
  }
  let sum = running(part, thread);
  let aim = share(by.seed, draws) * sum.y;
  let end = sum.x + part;
  let takes_the_rest = part > 0.0 && end == sum.y; // where rounding has eaten it
  if (sum.x <= aim && (aim < end || takes_the_rest)) {
    var left = aim - sum.x;
    for (var id = thread * RUN; id < min(VOCAB, (thread + 1u) * RUN); id++) {
      if (left >= 0.0 && is_kept(first, kept, id) && weight(by, first, id, top, false) > 0.0) {
        found = id;
        left -= weight(by, first, id, top, false);
      }
    }
  }
  workgroupBarrier();
  return found;
}

/** The id that is drawn, after so many with the same seed, where this one is the likeliest. All threads call it, with the same. */
fn draw(by: Sampling, draws: u32, first: u32, likeliest: Ranked, thread: u32) -> u32 {
  if (by.temperature == 0.0) { return likeliest.id; }
  let top = likeliest.logit;
  var kept = Kept(0u, VOCAB);
  for (var stage = 0u; stage < 2u; stage++) {
    let counting = stage == 0u;
    let cuts = select((by.top_p < 1.0), (by.top_k > 0u && by.top_k < VOCAB), counting);
    if (cuts) { kept = cut(by, first, kept, counting, top, thread); }
  }
  return drawn(by, draws, first, kept, top, thread);
}
`;
