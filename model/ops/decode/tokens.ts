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

/** WGSL: where a token is in a layer pass, in PLACE_WORDS words. */
export const PLACE = `
struct Place {
  /** Where the token's activations begin; of a section's first place, how many tokens follow. */
  base: u32,
  position: u32,
  /** Where its text's entries begin in the cache. */
  block: u32,
  /** Which of them is its own, doubled; one more where it is still to be written. */
  entry: u32,
}
`;
export const PLACE_WORDS = 4;
/** Added to the number of an entry, doubled, where it is still to be written. */
export const TO_WRITE = 1;

/**
 * Tokens of many texts at many depths. The host says of each layer pass, in a section of the places, where they are: first
 * how many there are, then each.
 */
export const MANY_TOKENS: Tokens = {
  together: 8,
  declarations: `
@group(0) @binding(0) var<uniform> section: Section;
@group(0) @binding(1) var<storage, read> places: array<Place>;
${PLACE}
struct Section {
  /** Which of the places it begins with. */
  first: u32,
}

fn is_there(at: u32) -> bool { return at < places[section.first].base; }
fn place(at: u32) -> Place { return places[section.first + 1u + at]; }
fn base(at: u32) -> u32 { return place(at).base; }
fn position(at: u32) -> u32 { return place(at).position; }
fn length(at: u32) -> u32 { return place(at).entry / 2u + 1u; }
fn first_entry(at: u32) -> u32 { return place(at).block; }
fn own_entry(at: u32) -> u32 {
  let here = place(at);
  return select(NO_TOKEN, here.block + here.entry / 2u * KV_SIZE, here.entry % 2u == ${TO_WRITE}u);
}
`,
};
