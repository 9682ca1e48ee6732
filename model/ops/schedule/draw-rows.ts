import type { Program } from '../../gpu/program';
import { drawing } from '../decode/draw';
import { type DecodeShape, decodeProgram } from '../decode/shape';
import { MANY_TOKENS } from '../decode/tokens';
import { TEXT } from './shape';

/** The next token of each text that is read, a workgroup each: `position` of its place is the text's number. */
export function drawRows(shape: DecodeShape): Program {
  return decodeProgram(
    shape,
    'draw-rows',
    `${MANY_TOKENS.declarations}${drawing(shape)}${TEXT}
@group(0) @binding(2) var<storage, read> texts: array<Text>;
@group(0) @binding(3) var<storage, read> logits: array<f32>;
@group(0) @binding(4) var<storage, read_write> drawn_ids: array<u32>;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) thread: u32) {
  let at = group.x;
  if (!is_there(at)) { return; }
  let text = texts[position(at)];
  let by = Sampling(text.temperature, text.top_p, text.top_k, text.seed);
  let first = at * VOCAB;
  let likeliest = next_best(first, Ranked(3.4e38, 0u), thread);
  let id = draw(by, text.length - text.prompt, first, likeliest, thread);
  if (thread == 0u) { drawn_ids[at] = id; }
}`,
  );
}
