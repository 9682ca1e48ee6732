import { type KvCacheType, type ModelConfig, servedConfig } from './config';
import { kvEntryBytes } from './cost';
import type { Decoder, Likely, Reading } from './decode/decoder';
import { type Costs, Ledger } from './decode/ledger';
import { openDecoder } from './decode/open-decoder';
import { MorError } from './errors';
import type { Model } from './model';
import type { SamplingOptions } from './sampling';
import type { SelectionRule, Token } from './trace';

/** Everything here computes in float32. */
const BYTES_PER_ELEMENT = 4;

/** A text to be written, and how. */
export interface WritingRequest extends SamplingOptions {
  /** The prompt; empty begins a text of its own after the end-of-text token. */
  readonly text: string;
  /** `topk` decodes each token as if it were a text of its own, so that every one goes all the way (spec 2.5). */
  readonly rule: SelectionRule;
  /** A cache other than the one the model was trained with. */
  readonly kvCache?: KvCacheType | undefined;
  /** Goes on with a text that was begun before; `text` is not read then. */
  readonly continued?: Continuation | undefined;
  /** Where the prompt leaves no room, only its newest tokens are read, half as many as the model holds. */
  readonly slide?: boolean | undefined;
}

/** Where a text stood when its cache was lost or full. */
export interface Continuation {
  readonly prompt: readonly Token[];
  /** Tokens written and read after it, which are read again as they were then. */
  readonly written: readonly Token[];
  /** Tokens drawn so far: the next is drawn as it would have been without the break. */
  readonly draws: number;
}

/** A token that could have been drawn. */
export interface Alternative {
  readonly token: Token;
  /** Probability before temperature and cuts. */
  readonly probability: number;
}

/** One more token: drawn from the distribution at the end of the text so far, then read by the model. */
export interface GenerationStep {
  readonly token: Token;
  /** Probability the model gave it before temperature and cuts. */
  readonly probability: number;
  /** The likeliest eight at its place. */
  readonly alternatives: readonly Alternative[];
  /** Recursions it went through when it was read; 0 where it ended the text and was not read. */
  readonly depth: number;
  /** Score at each recursion it asked to enter. */
  readonly scores: readonly number[];
  /** FLOPs (honest account) of reading it. */
  readonly flops: number;
  /** Bytes of the live K/V entries after it, of the buffers allocated for them, and read for it. */
  readonly kvBytes: number;
  readonly kvBytesAllocated: number;
  readonly kvBytesRead: number;
  /** Unrolled layers in which the cache holds an entry of it. */
  readonly kvHeld: readonly number[];
  /** Milliseconds from asking to having it. */
  readonly ms: number;
  /** Why nothing can follow, or null. */
  readonly end: 'end-of-text' | 'context-full' | null;
}

/** A text that is being written, one token at a time. Owns its decoder, and gives it back where the text ends. */
export class Writing {
  private readonly ledger: Ledger;
  private over = false;

  /** config: the model's own, but for the cache where another is asked for. */
  private constructor(
    private readonly model: Model,
    private readonly config: ModelConfig,
    rule: SelectionRule,
    private readonly decoder: Decoder,
  ) {
    this.ledger = new Ledger(config, rule, config.maxPositionEmbeddings);
  }

  /** Reads the prompt. Throws E-CONTEXT where it leaves no room, E-INPUT where an option is out of its range, E-TEXT-EMPTY. */
  static async begin(model: Model, request: WritingRequest): Promise<Begun> {
    const start = performance.now();
    const { dropped, pieces } = whatToRead(model, request);
    const { rule, continued } = request;
    const config = servedConfig(model.config, request.kvCache);
    const capacity = config.maxPositionEmbeddings;
    const draws = continued?.draws ?? 0;
    const decoder = await openDecoder({ model, config, rule, capacity, sampling: request, draws });
    const writing = new Writing(model, config, rule, decoder);
    const readings: (Reading & Costs)[] = [];
    for (const piece of pieces) readings.push(await writing.read(piece));
    const { ledger } = writing;
    return {
      writing,
      dropped,
      prompt: pieces.flat(),
      promptDepth: Int32Array.from(readings.flatMap(({ depth }) => [...depth])),
      context: capacity,
      flops: readings.reduce((sum, { flops }) => sum + flops, 0),
      kvBytes: writing.bytes(ledger.live),
      kvHeld: ledger.held,
      config,
      ms: performance.now() - start,
    };
  }

  /** Draws a token and reads it; one at a time. Throws E-INPUT where the text has ended. */
  async next(): Promise<GenerationStep> {
    if (this.over) throw inputError('This text has ended: nothing can follow.', 'Begin another.');
    const start = performance.now();
    const { model, ledger, config } = this;
    const { id, probability, alternatives, reading } = await this.guarded(() => this.decoder.next());
    const { flops, kvRead } = reading ? ledger.read(reading.depth) : UNREAD;
    const end =
      reading === null
        ? 'end-of-text'
        : ledger.tokens === config.maxPositionEmbeddings
          ? 'context-full'
          : null;
    if (end !== null) this.dispose();
    return {
      token: model.tokenizer.token(id),
      probability,
      alternatives: alternatives.map((likely) => this.alternative(likely)),
      depth: reading?.depth[0] ?? 0,
      scores: reading?.scores ?? [],
      flops,
      kvBytes: this.bytes(ledger.live),
      kvBytesAllocated: this.bytes(ledger.allocated),
      kvBytesRead: this.bytes(kvRead),
      kvHeld: reading ? ledger.holdingNewest : [],
      ms: performance.now() - start,
      end,
    };
  }

  dispose(): void {
    if (!this.over) this.decoder.dispose();
    this.over = true;
  }

  /** The text's next tokens through the model. */
  private async read(tokens: readonly Token[]): Promise<Reading & Costs> {
    const ids = Int32Array.from(tokens, ({ id }) => id);
    const reading = await this.guarded(() => this.decoder.read(ids));
    return { ...reading, ...this.ledger.read(reading.depth) };
  }

  /** What fails leaves a cache nobody can go on from: the text is over. */
  private async guarded<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await task();
    } catch (error) {
      this.dispose();
      throw error;
    }
  }

  private alternative({ id, probability }: Likely): Alternative {
    return { token: this.model.tokenizer.token(id), probability };
  }

  private bytes(entries: number): number {
    return entries * kvEntryBytes(this.config, BYTES_PER_ELEMENT);
  }
}

const UNREAD: Costs = { passes: [], flops: 0, kvRead: 0 };

/** A writing, and what reading its prompt told. */
export interface Begun {
  readonly writing: Writing;
  /** Tokens before the prompt that were left off, and are not seen. */
  readonly dropped: readonly Token[];
  /** All that was read: of a text that goes on, what it had written as well. */
  readonly prompt: readonly Token[];
  /** Recursions done by each token of the prompt. */
  readonly promptDepth: Int32Array;
  /** Tokens the model can hold in all. */
  readonly context: number;
  /** FLOPs (honest account), live KV bytes and milliseconds of reading the prompt. */
  readonly flops: number;
  readonly kvBytes: number;
  /** Tokens of the prompt whose entries the cache holds, by unrolled layer. */
  readonly kvHeld: readonly Int32Array[];
  /** What it computes and caches by. */
  readonly config: ModelConfig;
  readonly ms: number;
}

/** What is read at once, in order, and what is left off before it: at least one token, and fewer than the model can hold. */
function whatToRead(
  model: Model,
  { text, rule, continued, slide = false }: WritingRequest,
): { dropped: readonly Token[]; pieces: readonly (readonly Token[])[] } {
  const { prompt, written } = continued ?? { prompt: promptTokens(model, text), written: [] };
  const { maxPositionEmbeddings: room, vocabSize } = model.config;
  const outside = [...prompt, ...written].find(({ id }) => id >= vocabSize);
  if (outside) throw inputError(`There is no token ${outside.id}.`, 'Use the tokenizer of this model.');
  const length = prompt.length + written.length;
  if (length < room) {
    // Under threshold a text is read at once as it is bit by bit; under top-k each token written was a text of its own.
    const pieces =
      rule === 'threshold' ? [[...prompt, ...written]] : [prompt, ...written.map((token) => [token])];
    return { dropped: [], pieces };
  }
  if (!slide) {
    throw new MorError(
      'E-CONTEXT',
      `The text has ${length} tokens; the model holds ${room} and needs room for one more.`,
      'Shorten the text.',
    );
  }
  const tokens = [...prompt, ...written];
  const kept = Math.max(1, Math.floor(room / 2));
  return { dropped: tokens.slice(0, -kept), pieces: [tokens.slice(-kept)] };
}

/** The text's tokens, or the one that stands before every text. */
function promptTokens({ tokenizer }: Model, text: string): readonly Token[] {
  const { endOfText } = tokenizer;
  if (text === '' && endOfText !== null) return [tokenizer.token(endOfText)];
  const tokens = tokenizer.encode(text);
  if (tokens.length > 0) return tokens;
  throw new MorError('E-TEXT-EMPTY', 'There is no text to go on from.', 'Type at least one character.');
}

function inputError(message: string, remedy: string): MorError {
  return new MorError('E-INPUT', message, remedy);
}
