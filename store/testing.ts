import { MorError } from '../model/errors';
import { fakeConfig } from '../workers/clients/fake-trace';
import type { Generation, GenerationRequest, GenerationStep, Generator } from '../workers/generation';
import type { Lives } from './lives';
import type { Source } from './source';

/** A writer without a model, for tests: what it writes depends on the seed alone, and the models part at the fourth token. */
export interface FakeGenerator extends Generator {
  /** `open nano/vanilla The cat`, `next 1`, `close 1`. */
  readonly calls: readonly string[];
  /** Ids of the generations whose cache is held. */
  readonly open: ReadonlySet<number>;
  /** From now on calls whose line begins so wait until the returned function lets them go. */
  hold(prefix: string): () => void;
  /** The next call whose line begins so rejects. */
  failNext(prefix: string, error?: Error): void;
}

const WORDS = [' the', ' cat', ' sat', ' on', ' a', ' mat', ' and', ' saw', ' big', ' dog', ' run', ' far'];
const PARTING = 3;

export const FAKE_SOURCE: Source = {
  text: 'The cat',
  rule: 'threshold',
  models: { mor: 'nano/mor-expert', vanilla: 'nano/vanilla' },
  routing: 'expert',
  recursions: 3,
  context: 256,
  choices: { tokens: 8, temperature: 0.8, topK: 40, topP: 0.95, seed: 1 },
};

/** An engine that never fails. */
export const ONE_LIFE: Lives = { life: async () => 1, watch: (task) => task() };

export function createFakeGenerator({ ends = {} as { [model: string]: number }, context = 256 } = {}) {
  const calls: string[] = [];
  const open = new Set<number>();
  const gates = new Map<string, Promise<void>>();
  const failing = new Map<string, Error>();
  const requests = new Map<number, GenerationRequest>();
  const made = new Map<number, number>();
  /** Tokens in the cache. */
  const held = new Map<number, number>();

  async function call(line: string): Promise<void> {
    calls.push(line);
    for (const [prefix, gate] of gates) if (line.startsWith(prefix)) await gate;
    await Promise.resolve();
    for (const [prefix, error] of failing) {
      if (!line.startsWith(prefix)) continue;
      failing.delete(prefix);
      throw error;
    }
  }

  const prompt = (text: string) => text.match(/ ?\S+/g) ?? [];
  const generator: FakeGenerator = {
    calls,
    open,
    openGeneration: async (request): Promise<Generation> => {
      const { model, kvCache, continued, slide } = request;
      const seen = continued && [...continued.prompt, ...continued.written];
      const text = seen?.map((token) => token.text).join('') ?? request.text;
      await call(`open ${model} ${text}${kvCache ? ` (${kvCache})` : ''}`);
      const all = seen ?? prompt(request.text).map((text, i) => ({ id: i, text }));
      const full = all.length >= context;
      if (full && !slide) throw new MorError('E-CONTEXT', 'Fake: no room.', 'Shorten it.');
      const tokens = full ? all.slice(-context / 2) : all;
      const id = requests.size + 1;
      requests.set(id, request);
      made.set(id, continued?.draws ?? 0);
      held.set(id, tokens.length);
      open.add(id);
      return {
        id,
        dropped: all.slice(0, all.length - tokens.length),
        prompt: tokens,
        promptDepth: Int32Array.from(tokens, (_, i) => 1 + (i % 3)),
        context,
        flops: 1e6 * tokens.length,
        kvBytes: 4096 * tokens.length,
        kvHeld: [],
        config: fakeConfig(model, kvCache),
        ms: 3,
      };
    },
    nextToken: async (id): Promise<GenerationStep> => {
      await call(`next ${id}`);
      const request = requests.get(id);
      if (request === undefined || !open.has(id))
        throw new MorError('E-INPUT', 'It was closed.', 'Begin anew.');
      const index = made.get(id) ?? 0;
      made.set(id, index + 1);
      const position = held.get(id) ?? 0;
      held.set(id, position + 1);
      return fakeStep(request, index, position, ends[request.model], context);
    },
    closeGeneration: async (id) => {
      calls.push(`close ${id}`);
      open.delete(id);
    },
    hold: (prefix) => {
      let release = () => {};
      gates.set(
        prefix,
        new Promise((resolve) => {
          release = resolve;
        }),
      );
      return () => {
        gates.delete(prefix);
        release();
      };
    },
    failNext: (prefix, error = new MorError('E-OUT-OF-MEMORY', 'Fake: no memory.', 'Do less.')) => {
      failing.set(prefix, error);
    },
  };
  return generator;
}

function fakeStep(
  request: GenerationRequest,
  index: number,
  position: number,
  endsAt: number | undefined,
  context: number,
): GenerationStep {
  const vanilla = request.model.endsWith('vanilla');
  const word = (shift: number) => {
    const id = (index + request.seed + shift + (vanilla && index >= PARTING ? 5 : 0)) % WORDS.length;
    return { id, text: WORDS[id] ?? '' };
  };
  const over = index === endsAt;
  const depth = over ? 0 : vanilla ? 1 : 1 + (index % 3);
  const passes = vanilla ? 4 : depth;
  return {
    token: over ? { id: 99, text: '<|endoftext|>' } : word(0),
    probability: 0.4,
    alternatives: Array.from({ length: 8 }, (_, i) => ({ token: word(i), probability: 0.4 / 2 ** i })),
    depth,
    scores: vanilla ? [] : [0.99, 0.6, 0.7].slice(0, depth),
    flops: over ? 0 : passes * 2.5e5,
    kvBytes: (position + (over ? 0 : 1)) * (vanilla ? 4096 : 2800),
    kvBytesAllocated: context * 4096,
    kvBytesRead: position * 4096,
    kvHeld: [],
    ms: vanilla ? 10 : 8,
    end: over ? 'end-of-text' : position + 1 >= context ? 'context-full' : null,
  };
}
