import type { ModelConfig } from '../config';
import { MorError } from '../errors';
import type { RowLimits } from '../rows/row-engine';
import type { Address } from './kernels';
import { padded } from './pack';
import type { PackedModel } from './packed-model';

/** Rows of one text that attend together (`ATTENDING` in assembly/attention.ts). */
const ATTENDING = 16;
/** Bytes of one piece of memory: what the allocator gives at most. */
const LARGEST = 2 ** 30 - 2 ** 16;
/** Rows whose logits are computed at once. */
export const READING = 32;

/** All memory of one engine: allocated at once, and nothing after it. */
export interface Arena {
  /** The addresses of `Call` in assembly/call.ts. */
  readonly call: Address;
  /** Where in them it stands whether probabilities are shown (`Call.shown`). */
  readonly shown: Address;
  /** Entries of a text there is room for in a layer pass. */
  readonly room: number;
  readonly x: Address;
  readonly normed: Address;
  readonly entries: Address;
  readonly positions: Address;
  readonly places: Address;
  /** (rows, hidden) all states, and those that entered the first recursion. */
  readonly states: Address;
  readonly first: Address;
  /** (rows) of a call: ids, rows, gates, what is kept. */
  readonly ids: Address;
  readonly rows: Address;
  readonly gates: Address;
  readonly keeps: Address;
  /** (rows, router outputs) of the routers that gate, and of the auxiliary ones; between them a hidden layer. */
  readonly routed: Address;
  readonly auxRouted: Address;
  readonly routerHidden: Address;
  /** (READING, vocab) */
  readonly logits: Address;
  /** (slots, texts) blocks of `blockBytes`. */
  readonly cache: Address;
  readonly blockBytes: number;
  free(): void;
}

/** slots: layer passes that keep entries of their own. Throws E-OUT-OF-MEMORY. */
export function openArena(model: PackedModel, config: ModelConfig, limits: RowLimits, slots: number): Arena {
  const owned: Address[] = [];
  const free = () => {
    for (const address of owned) model.kernels.free(address);
  };
  try {
    return { ...lay(owned, model, config, limits, slots), free };
  } catch (cause) {
    free();
    throw new MorError(
      'E-OUT-OF-MEMORY',
      'There is no memory left for another text.',
      'Choose a smaller model or fewer texts, or close other pages.',
      { cause },
    );
  }
}

function lay(
  owned: Address[],
  { kernels, widths, routers }: PackedModel,
  { numAttentionHeads: heads, numKeyValueHeads: kvHeads }: ModelConfig,
  limits: RowLimits,
  slots: number,
): Omit<Arena, 'free'> {
  /** Of numbers of 4 bytes. */
  const allocate = (count: number): Address => {
    if (4 * count > LARGEST) throw new RangeError(`${4 * count} bytes are more than there can be`);
    const address = kernels.allocate(4 * count);
    owned.push(address);
    return address;
  };
  const { rows, texts, context } = limits;
  const room = padded(context);
  const perRow = (width: number) => allocate(rows * width);
  const block = 2 * kvHeads * room * widths.head;
  const outputs = Math.max(0, ...routers.map((router) => router.outputs));
  const hidden = Math.max(0, ...routers.map((router) => (router.second === 0 ? 0 : router.hidden)));
  const x = perRow(widths.hidden);
  const normed = perRow(widths.hidden);
  const entries = perRow(1);
  const positions = perRow(1);
  const places = perRow(1);
  const call = allocate(10);
  const fields = [
    x,
    normed,
    perRow((heads + 2 * kvHeads) * widths.head), // mixed
    perRow(2 * widths.intermediate), // opened
    allocate(kernels.threads * Math.max(ATTENDING, heads / kvHeads) * room), // scores
    entries,
    positions,
    places,
    room,
    0, // shown
  ];
  new Uint32Array(kernels.memory.buffer, call, fields.length).set(fields);
  return {
    call,
    shown: call + 4 * (fields.length - 1),
    room,
    x,
    normed,
    entries,
    positions,
    places,
    states: perRow(widths.hidden),
    first: perRow(widths.hidden),
    ids: perRow(1),
    rows: perRow(1),
    gates: perRow(1),
    keeps: perRow(1),
    routed: perRow(outputs),
    auxRouted: perRow(outputs),
    routerHidden: perRow(hidden),
    logits: allocate(Math.min(READING, rows) * widths.vocab),
    cache: allocate(slots * texts * block),
    blockBytes: 4 * block,
  };
}
