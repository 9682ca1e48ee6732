/**
 * How the programs of a layer pass know the tokens they are run for: the first two bindings, and WGSL functions over them.
 * `at` is a token's place in the dispatch. Both forms share every program.
 */
export interface Tokens {
  /** Tokens that a workgroup of a product takes together: it reads the weights once for all of them. */
  readonly together: number;
  readonly declarations: string;
}

/**
 * The one token of a recording. Where it is follows from the text's state, and a layer pass inside the recursion is skipped
 * if the token has left.
 */
export const ONE_TOKEN: Tokens = {
  together: 1,
  declarations: `
@group(0) @binding(0) var<uniform> layer: Pass;
@group(0) @binding(1) var<storage, read> state: State;

/** One layer pass. */
struct Pass {
  /** 1-based, 0 for a layer outside the recursion. */
  recursion: u32,
  /** Which of the counts says how many entries its slot holds. */
  group: u32,
  /** Where in the cache its slot begins. */
  slot: u32,
}

fn is_there(at: u32) -> bool { return at == 0u && (layer.recursion == 0u || state.going == 1u); }
/** Where its activations begin. */
fn base(at: u32) -> u32 { return 0u; }
fn position(at: u32) -> u32 { return state.counts[0]; }
/** Entries it attends to, its own the last; where the first of them is, and where its own is to be written. */
fn length(at: u32) -> u32 { return state.counts[layer.group] + 1u; }
fn first_entry(at: u32) -> u32 { return layer.slot; }
fn own_entry(at: u32) -> u32 { return layer.slot + state.counts[layer.group] * KV_SIZE; }
`,
};

/** Words of a `Place`. */
export const PLACE_WORDS = 4;
/** Words before the places: how many tokens there are. */
export const PLACES_HEAD = 4;

/** Tokens of many texts at many depths; the host says of each layer pass where they are. */
export const MANY_TOKENS: Tokens = {
  together: 8,
  declarations: `
@group(0) @binding(0) var<uniform> layer: Pass;
@group(0) @binding(1) var<storage, read> places: Places;

struct Pass {
  /** Which of the places is that of its first token. */
  first: u32,
}

struct Places {
  count: vec4u,
  all: array<Place>,
}

struct Place {
  /** Where its activations begin. */
  base: u32,
  position: u32,
  /** Where its text's entries begin in the cache. */
  block: u32,
  /** Which of them is its own, and whether it is still to be written: 2 * entry + 1. */
  entry: u32,
}

fn is_there(at: u32) -> bool { return at < places.count.x; }
fn base(at: u32) -> u32 { return places.all[layer.first + at].base; }
fn position(at: u32) -> u32 { return places.all[layer.first + at].position; }
fn length(at: u32) -> u32 { return places.all[layer.first + at].entry / 2u + 1u; }
fn first_entry(at: u32) -> u32 { return places.all[layer.first + at].block; }
fn own_entry(at: u32) -> u32 {
  let place = places.all[layer.first + at];
  return select(NO_TOKEN, place.block + place.entry / 2u * KV_SIZE, place.entry % 2u == 1u);
}
`,
};
