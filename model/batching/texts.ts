import { MorError } from '../errors';
import { createSampler, type Sampler, type SamplingOptions } from '../sampling';
import type { TextEnd } from './tick';

/** What one text of a batch is to become. */
export interface TextRequest extends SamplingOptions {
  /** The prompt's token ids, at least one. */
  readonly ids: readonly number[];
  /** Tokens to write at most. */
  readonly tokens: number;
}

/** One text on its way. */
interface Course {
  readonly request: TextRequest;
  readonly sample: Sampler;
  /** Prompt and what was written. */
  readonly ids: number[];
  /** Recursions done by each token that has left, 1 without recursion. */
  readonly depth: number[];
  /** Tokens of it that have gone through each recursion. */
  readonly seen: number[];
  /** K/V entries it holds. */
  entries: number;
  /** Tokens that are through the whole model: the next to leave is at this position. */
  gone: number;
  /** The cache it has, or -1. */
  cache: number;
  end: TextEnd | null;
}

/** A token that is to come in. */
export interface Coming {
  readonly text: number;
  readonly cache: number;
  readonly position: number;
  readonly id: number;
}

/** What a batch has read and written of one text. */
export interface TextReport {
  readonly prompt: readonly number[];
  readonly written: readonly number[];
  /** Recursions done by each token that was read, prompt first. */
  readonly depth: readonly number[];
  readonly end: TextEnd | null;
}

/** What there is room for. */
export interface TextLimits {
  /** Caches there are. */
  readonly caches: number;
  /** Tokens each holds. */
  readonly context: number;
  readonly recursions: number;
  readonly endOfText: number | null;
}

/**
 * The texts of a batch: which are open, which token of theirs comes next, what is drawn and when each ends. Tokens come in
 * first in, first out, so that those of one text keep their order. Throws E-CONTEXT where a prompt leaves no room, E-INPUT.
 */
export class Texts {
  private readonly courses: Course[];
  private readonly coming: Coming[] = [];
  private readonly free: number[];
  private next = 0;
  private open = 0;
  /** Live K/V entries of all open texts. */
  entries = 0;

  constructor(
    requests: readonly TextRequest[],
    private readonly limits: TextLimits,
    /** Told before a cache is given to a text. */
    private readonly reset: (cache: number) => void,
  ) {
    this.courses = requests.map((request) => begun(request, limits));
    this.free = Array.from({ length: limits.caches }, (_, i) => i);
  }

  /** Tokens that could come in now. */
  get ready(): number {
    return this.coming.length;
  }

  get over(): boolean {
    return this.open === 0 && this.next === this.courses.length;
  }

  /** Opens texts as long as there are caches: their prompts come in. */
  admit(): void {
    while (this.free.length > 0 && this.next < this.courses.length) {
      const text = this.next++;
      const course = this.courses[text]!;
      course.cache = this.free.shift()!;
      this.reset(course.cache);
      this.open += 1;
      course.ids.forEach((id, position) => {
        this.coming.push({ text, cache: course.cache, position, id });
      });
    }
  }

  take(count: number): readonly Coming[] {
    return this.coming.splice(0, count);
  }

  /** A token of the text goes through a recursion, 1-based: how many of the text have by then. */
  goesRound(text: number, recursion: number): number {
    const { seen } = this.courses[text]!;
    seen[recursion - 1]! += 1;
    return seen[recursion - 1]!;
  }

  /** The text's cache has taken in so many entries more. */
  hold(text: number, entries: number): void {
    this.courses[text]!.entries += entries;
    this.entries += entries;
  }

  leavesRecursion(text: number, position: number, depth: number): void {
    this.courses[text]!.depth[position] = depth;
  }

  /** True where all tokens before this one are through the model. */
  isNext(text: number, position: number): boolean {
    return this.courses[text]!.gone === position;
  }

  goes(text: number): void {
    this.courses[text]!.gone += 1;
  }

  /** True where what follows this token is not known yet. */
  isLast(text: number, position: number): boolean {
    return this.courses[text]!.ids.length === position + 1;
  }

  /** Draws what a text goes on with. */
  sample(text: number, logits: Float32Array): number {
    return this.courses[text]!.sample(logits);
  }

  /** The text goes on with this token, which comes in unless it ends the text; returns why it does. */
  write(text: number, id: number): TextEnd | null {
    const course = this.courses[text]!;
    const position = course.ids.push(id) - 1;
    course.end = endAt(course, id, this.limits);
    if (course.end === null) this.coming.push({ text, cache: course.cache, position, id });
    else this.close(course);
    return course.end;
  }

  report(): readonly TextReport[] {
    return this.courses.map(({ request, ids, depth, end }) => ({
      prompt: request.ids,
      written: ids.slice(request.ids.length),
      depth: [...depth],
      end,
    }));
  }

  private close(course: Course): void {
    this.free.push(course.cache);
    course.cache = -1;
    this.open -= 1;
    this.entries -= course.entries;
  }
}

/** Throws E-TEXT-EMPTY, E-CONTEXT where there is no room for one token more. */
export function checkText({ ids: { length } }: TextRequest, context: number): void {
  if (length === 0) {
    throw new MorError('E-TEXT-EMPTY', 'There is no text to go on from.', 'Type at least one character.');
  }
  if (length >= context) {
    throw new MorError(
      'E-CONTEXT',
      `A text has ${length} tokens; the model holds ${context} and needs room for one more.`,
      'Shorten the text.',
    );
  }
}

function begun(request: TextRequest, { context, recursions }: TextLimits): Course {
  checkText(request, context);
  return {
    request,
    sample: createSampler(request),
    ids: [...request.ids],
    depth: [],
    seen: new Array(recursions).fill(0),
    entries: 0,
    gone: 0,
    cache: -1,
    end: null,
  };
}

function endAt({ request, ids }: Course, id: number, { context, endOfText }: TextLimits): TextEnd | null {
  if (id === endOfText) return 'end-of-text';
  if (ids.length - request.ids.length === request.tokens) return 'tokens';
  return ids.length === context ? 'context-full' : null;
}
