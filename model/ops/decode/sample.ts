import type { Program } from '../../gpu/program';
import type { Matrix } from '../matrix';
import { matrixReader } from '../matrix.wgsl';
import { type DecodeShape, decodeProgram } from './shape';

const THREADS = 256;

/**
 * The text's next token, in one workgroup: drawn from the logits as `sampling.ts` defines it, or the one given; its
 * embedding is put where the first layer begins. The token that was read before is booked in the cache's counts. Each thread takes a
 * run of neighbouring ids, so that what is walked in the order of ids is walked from thread to thread.
 */
export function sample(shape: DecodeShape, embedding: Matrix): Program {
  const reader = matrixReader('embedding', embedding);
  const { routing, numRecursions } = shape.config;
  // Without a router nobody asks: every token takes every recursion.
  const depth = routing.type === 'none' ? numRecursions : 0;
  return decodeProgram(
    shape,
    'sample',
    `
struct Sampling {
  /** 0 takes the likeliest. */
  temperature: f32,
  top_p: f32,
  /** 0 for all. */
  top_k: u32,
  seed: u32,
}
@group(0) @binding(0) var<uniform> sampling: Sampling;
@group(0) @binding(1) var<storage, read_write> state: State;
@group(0) @binding(2) var<storage, read_write> work: array<f32>;
@group(0) @binding(3) var<storage, read_write> result: Result;
@group(0) @binding(4) var<storage, read> logits: array<f32>;
@group(0) @binding(5) var<storage, read> embedding: array<${reader.element}>;${reader.functions}
const THREADS = ${THREADS}u;
const RUN = (VOCAB + THREADS - 1u) / THREADS;
var<workgroup> parts: array<f32, THREADS>;
var<workgroup> bests: array<Ranked, THREADS>;
var<workgroup> found: u32;

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

fn is_kept(kept: Kept, id: u32) -> bool {
  let place = ordinal(logits[id]);
  return place > kept.least || (place == kept.least && id <= kept.last);
}

/** The first in rank after one, of all threads. */
fn next_best(after: Ranked, thread: u32) -> Ranked {
  var best = Ranked(-3.4e38, NO_TOKEN);
  for (var id = thread; id < VOCAB; id += THREADS) {
    let here = Ranked(logits[id], id);
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

/** Sum over the threads. */
fn total(part: f32, thread: u32) -> f32 {
  workgroupBarrier();
  parts[thread] = part;
  workgroupBarrier();
  for (var stride = THREADS / 2u; stride > 0u; stride /= 2u) {
    if (thread < stride) { parts[thread] += parts[thread + stride]; }
    workgroupBarrier();
  }
  return parts[0];
}

/** What an id weighs in the draw; 1 where they are counted. */
fn weight(id: u32, top: f32, counting: bool) -> f32 {
  return select(exp((logits[id] - top) / sampling.temperature), 1.0, counting);
}

/**
 * Who stays of those kept: as few of the likeliest as reach top-k in number (counting), or top-p of what all weigh. Halving
 * finds the least ordinal that reaches it; then of the ids that have it as many as are needed stay.
 */
fn cut(kept: Kept, counting: bool, top: f32, thread: u32) -> Kept {
  var enough = 0.0;
  var least = 0u;
  var above = 0.0;
  for (var round = 0u; round <= 33u; round++) {
    // All first, then bit by bit, then those above.
    let bit = select(0u, 1u << (32u - round), round >= 1u && round <= 32u);
    let tried = select(least | bit, least + 1u, round == 33u);
    var part = 0.0;
    for (var id = thread; id < VOCAB; id += THREADS) {
      if (ordinal(logits[id]) >= tried && is_kept(kept, id)) { part += weight(id, top, counting); }
    }
    let sum = total(part, thread);
    if (round == 0u) { enough = select(sampling.top_p * sum, f32(sampling.top_k), counting); }
    else if (round == 33u) { above = sum; }
    else if (sum >= enough) { least = tried; }
  }
  var equals = 0.0;
  var each = 1.0;
  for (var id = thread * RUN; id < min(VOCAB, (thread + 1u) * RUN); id++) {
    if (ordinal(logits[id]) == least && is_kept(kept, id)) {
      equals += 1.0;
      each = weight(id, top, counting);
    }
  }
  let before = running(equals, thread).x;
  let wanted = max(1.0, ceil((enough - above) / each));
  if (before < wanted && wanted <= before + equals) {
    var left = wanted - before;
    for (var id = thread * RUN; id < min(VOCAB, (thread + 1u) * RUN); id++) {
      if (ordinal(logits[id]) == least && is_kept(kept, id)) {
        left -= 1.0;
        if (left == 0.0) { found = id; }
      }
    }
  }
  workgroupBarrier();
  return Kept(least, found);
}

/** Of the text's next draw, in [0, 1): mulberry32, as in sampling.ts. */
fn share() -> f32 {
  let counter = sampling.seed + (state.draws + 1u) * 0x6d2b79f5u;
  var x = (counter ^ (counter >> 15u)) * (counter | 1u);
  x ^= x + (x ^ (x >> 7u)) * (x | 61u);
  return f32(x ^ (x >> 14u)) / 4294967296.0;
}

/** The id at a share of what all who are kept weigh, in the order of ids. */
fn drawn(kept: Kept, top: f32, thread: u32) -> u32 {
  var part = 0.0;
  for (var id = thread * RUN; id < min(VOCAB, (thread + 1u) * RUN); id++) {
    if (is_kept(kept, id)) { part += weight(id, top, false); }
  }
  let sum = running(part, thread);
  let aim = share() * sum.y;
  let end = sum.x + part;
  let takes_the_rest = part > 0.0 && end == sum.y; // where rounding has eaten it
  if (sum.x <= aim && (aim < end || takes_the_rest)) {
    var left = aim - sum.x;
    for (var id = thread * RUN; id < min(VOCAB, (thread + 1u) * RUN); id++) {
      if (left >= 0.0 && is_kept(kept, id) && weight(id, top, false) > 0.0) {
        found = id;
        left -= weight(id, top, false);
      }
    }
  }
  workgroupBarrier();
  return found;
}

@compute @workgroup_size(${THREADS})
fn main(@builtin(local_invocation_index) thread: u32) {
  var likely: array<Ranked, LIKELY>;
  var last = Ranked(3.4e38, 0u);
  for (var i = 0u; i < LIKELY; i++) {
    last = next_best(last, thread);
    likely[i] = last;
  }
  let top = likely[0].logit;
  var part = 0.0;
  for (var id = thread; id < VOCAB; id += THREADS) { part += exp(logits[id] - top); }
  let mass = total(part, thread);

  var id = likely[0].id;
  if (sampling.temperature > 0.0) {
    var kept = Kept(0u, VOCAB);
    for (var stage = 0u; stage < 2u; stage++) {
      let counting = stage == 0u;
      let cuts = select((sampling.top_p < 1.0), (sampling.top_k > 0u && sampling.top_k < VOCAB), counting);
      if (cuts) { kept = cut(kept, counting, top, thread); }
    }
    id = drawn(kept, top, thread);
  }
  if (state.given != NO_TOKEN) { id = state.given; }
  for (var i = thread; i < HIDDEN; i += THREADS) { work[H + i] = embedding_one(i, id); }
  workgroupBarrier(); // all have read the state
  if (thread > 0u) { return; }

  for (var i = 0u; i < LIKELY; i++) {
    result.likely[i] = likely[i].id;
    result.probabilities[i] = exp(likely[i].logit - top) / mass;
  }
  result.id = id;
  result.probability = exp(logits[id] - top) / mass;
  result.depth = ${depth}u;

  if (state.reading == 1u) {
    for (var group = 0u; group <= state.depth; group++) { state.counts[group] += 1u; }
  }
  state.reading = 1u;
  state.going = 1u;
  state.depth = ${depth}u;
  if (state.given == NO_TOKEN) { state.draws += 1u; }
  state.given = NO_TOKEN;
}`,
  );
}
