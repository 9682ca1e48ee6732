import { kvBytes, kvBytesRead, kvEntryBytes, traceFlops } from '../../model/cost';
import { MorError } from '../../model/errors';
import type { Trace } from '../../model/trace';
import type { OpenWriting } from '../compute';
import type { GenerationRequest, GenerationStep } from '../generation';
import { draw, fakeConfig, fakeTokens, fakeTrace } from './fake-trace';

/** Tokens after which an invented text ends, unless the context is full before or a test says otherwise. */
export const FAKE_LENGTH = 60;

/** Tokens that all models write alike, so that their texts part after them. */
export const FAKE_PARTING = 3;

/** How invented texts end. */
export interface FakeWriting {
  /** Tokens after which a model's texts end, by model. */
  readonly ends?: { readonly [model: string]: number };
  /** Tokens that a model holds, where it is not the family's context. */
  readonly context?: number;
}

const WORDS = ' there was a little cat who sat on the mat and saw one big dog'.match(/ \w+/g)!;
const END = { id: 0, text: '<|endoftext|>' };
const BYTES_PER_ELEMENT = 4;

/** A text that writes itself: right shapes and sums, the same words for the same request. */
export function fakeWriting(request: GenerationRequest, options: FakeWriting = {}): OpenWriting {
  const { model, rule, kvCache } = request;
  const config = fakeConfig(model, kvCache);
  const context = options.context ?? config.maxPositionEmbeddings;
  const length = options.ends?.[model] ?? FAKE_LENGTH;
  const costs = (text: string) => {
    const trace = fakeTrace({ model, text, rule, kvCache, readouts: false });
    return {
      trace,
      flops: traceFlops(trace, 'honest').total,
      bytes: kvBytes(trace, BYTES_PER_ELEMENT),
      read: kvBytesRead(trace, BYTES_PER_ELEMENT),
    };
  };

  const { dropped, prompt } = whatToRead(request, context);
  let text = prompt.map((token) => (token.text === END.text ? '.' : token.text)).join('');
  let written = request.continued?.draws ?? 0;
  let over = false;
  let now = costs(text);

  function next(): GenerationStep {
    if (over) throw inputError('This text has ended.');
    const { alternatives, chosen } = choices(request, written);
    const ended = written === length;
    const token = ended ? END : chosen.token;
    const before = now;
    if (!ended) {
      text += token.text;
      now = costs(text);
    }
    written += 1;
    const { trace } = now;
    const last = trace.tokens.length - 1;
    const end = ended ? 'end-of-text' : last + 1 === context ? 'context-full' : null;
    over = end !== null;
    const slots = new Set(
      trace.passes.map((pass) => (config.kvCache === 'recursive_sharing' ? pass.stored : pass.layer)),
    );
    return {
      token,
      probability: chosen.probability,
      alternatives,
      depth: ended ? 0 : trace.depth[last]!,
      scores: ended
        ? []
        : trace.recursions.flatMap(({ candidates, scores }) =>
            candidates.at(-1) === last && scores.length > 0 ? [scores.at(-1)!] : [],
          ),
      flops: now.flops - before.flops,
      kvBytes: now.bytes,
      kvBytesAllocated: slots.size * context * kvEntryBytes(config, BYTES_PER_ELEMENT),
      kvBytesRead: now.read - before.read,
      kvHeld: ended ? [] : held(trace).flatMap((at, layer) => (at.at(-1) === last ? [layer] : [])),
      ms: config.routing.type === 'none' ? 10 : 8,
      end,
    };
  }

  return {
    dropped,
    prompt,
    promptDepth: now.trace.depth,
    context,
    flops: now.flops,
    kvBytes: now.bytes,
    kvHeld: held(now.trace),
    config,
    ms: 5,
    writing: {
      next: async () => next(),
      dispose: () => {
        over = true;
      },
    },
  };
}

/** Tokens that each layer pass finds in the cache. */
function held({ config, passes, depth }: Trace): readonly Int32Array[] {
  const positions = Int32Array.from(depth.keys());
  return passes.map(({ recursion }) => {
    const least = recursion === null || config.kvCache === 'recursive_sharing' ? 0 : recursion;
    return positions.filter((position) => depth[position]! >= least);
  });
}

/** The newest half a context where all leaves no room and may slide. */
function whatToRead({ text, continued, slide }: GenerationRequest, context: number) {
  const tokens = continued
    ? [...continued.prompt, ...continued.written]
    : text === ''
      ? [END]
      : fakeTokens(text);
  if (tokens.length < context) return { dropped: [], prompt: tokens };
  if (!slide) throw new MorError('E-CONTEXT', 'The text leaves no room.', 'Shorten it.');
  return { dropped: tokens.slice(0, -context / 2), prompt: tokens.slice(-context / 2) };
}

/** Eight words for a place, each half as likely as the one before, and the one that is drawn. */
function choices({ model, text, temperature, topK, seed }: GenerationRequest, place: number) {
  const writer = place < FAKE_PARTING ? '' : model;
  const first = Math.floor(draw(`word ${writer} ${text} ${place}`) * WORDS.length);
  const alternatives = Array.from({ length: 8 }, (_, i) => ({
    token: fakeTokens(WORDS[(first + i) % WORDS.length]!)[0]!,
    probability: 0.4 / 2 ** i,
  }));
  const kept = topK === 0 ? alternatives.length : Math.min(topK, alternatives.length);
  const drawn = temperature === 0 ? 0 : Math.floor(draw(`draw ${seed} ${place}`) * kept);
  return { alternatives, chosen: alternatives[drawn]! };
}

function inputError(message: string): MorError {
  return new MorError('E-INPUT', message, 'Begin another.');
}
