import type { Program } from '../../gpu/program';
import { WAY } from '../decode/settle';
import { decodeProgram } from '../decode/shape';
import { PLACE } from '../decode/tokens';
import { deciding } from './deciding';
import { declarations } from './declarations';
import { ENTER } from './enter';
import { LEAVE } from './leave';
import { ROUND } from './round';
import { type ScheduleBuffer, type ScheduleShape, type Stage, stageBuffers, TEXT } from './shape';

const STAGES: Readonly<Record<Stage, string>> = { enter: ENTER, round: ROUND, leave: LEAVE };

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
${stage === 'enter' ? '' : deciding(decode.config)}
${STAGES[stage]}`,
  );
}
