import { type GpuWork, perToken } from './gpu-work';
import type { TextEngine, Texts } from './text-engine';

export interface Comparison {
  /** Write first and are not timed: what each member must write. */
  readonly references: readonly TextEngine[];
  /** Timed, in turn. */
  readonly engines: readonly TextEngine[];
  /** All of one length. */
  readonly prompts: readonly (readonly number[])[];
  /** Written after each prompt in a round. */
  readonly tokens: number;
  readonly rounds: Rounds;
  /** Counters that go on while the engines work; null where there is no GPU. */
  readonly work: Readonly<GpuWork> | null;
  tell(sentence: string): void;
}

/** At least so many, then until the seconds are over. */
export interface Rounds {
  readonly least: number;
  readonly most: number;
  readonly seconds: number;
}

export interface Timing {
  readonly engine: TextEngine;
  /** Round by round: milliseconds of reading the prompts, and of a token of every text. */
  readonly prefillMs: readonly number[];
  readonly tokenMs: readonly number[];
  /** Of a token of every text, in the last round. */
  readonly work: GpuWork | null;
}

/** An engine that wrote something else, so that its time says nothing. */
export interface Refusal {
  readonly engine: TextEngine;
  readonly reason: string;
}

export interface Compared {
  readonly timings: readonly Timing[];
  readonly refused: readonly Refusal[];
}

/** Holds all engines' tokens against one another before any is timed; who writes other tokens is not timed. */
export async function compare(comparison: Comparison): Promise<Compared> {
  const { engines, rounds, tell } = comparison;
  const { agreed, refused } = await hold(comparison);
  const timings = agreed.map((engine) => ({
    engine,
    prefillMs: [] as number[],
    tokenMs: [] as number[],
    work: null as GpuWork | null,
  }));
  const start = performance.now();
  let round = 0;
  while (
    timings.length > 0 &&
    (round < rounds.least || (round < rounds.most && performance.now() - start < rounds.seconds * 1000))
  ) {
    for (const timing of timings) {
      const { prefillMs, tokenMs, work } = await timed(timing.engine, comparison);
      timing.prefillMs.push(prefillMs);
      timing.tokenMs.push(tokenMs);
      timing.work = work;
    }
    round++;
  }
  tell(
    `${engines.length} engines, batch ${comparison.prompts.length}: ${round} rounds, ${refused.length} refused`,
  );
  return { timings, refused };
}

/** Lets every engine write once, which also warms it up. */
async function hold({ references, engines, prompts, tokens, tell }: Comparison) {
  const right = new Map<string, readonly (readonly number[])[]>();
  for (const engine of references) right.set(engine.member, await write(engine, prompts, tokens));
  const agreed: TextEngine[] = [];
  const refused: Refusal[] = [];
  for (const engine of engines) {
    const wrong = await write(engine, prompts, tokens).then(
      (written) => {
        const expected = right.get(engine.member);
        return expected ? difference(written, expected) : 'nothing says what this member must write';
      },
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    if (wrong === undefined) agreed.push(engine);
    else {
      refused.push({ engine, reason: wrong });
      tell(`${engine.name} ${engine.way} (${engine.member}, batch ${engine.batch}) is not timed: ${wrong}`);
    }
  }
  return { agreed, refused };
}

/** Where two sets of texts differ first; undefined where they are equal. (texts, tokens) each. */
export function difference(
  written: readonly (readonly number[])[],
  expected: readonly (readonly number[])[],
): string | undefined {
  for (const [text, ids] of expected.entries()) {
    const at = ids.findIndex((id, token) => written[text]?.[token] !== id);
    if (at >= 0) return `token ${at + 1} of text ${text + 1} is ${written[text]?.[at]} for ${ids[at]}`;
  }
  return undefined;
}

/** (texts, tokens) */
async function write(
  engine: TextEngine,
  prompts: Comparison['prompts'],
  tokens: number,
): Promise<number[][]> {
  const written = prompts.map((): number[] => []);
  await during(engine, prompts, async (texts) => {
    for (let token = 0; token <= tokens; token++) {
      for (const [text, id] of (await texts.next()).entries()) written[text]?.push(id);
    }
  });
  return written;
}

async function timed(engine: TextEngine, { prompts, tokens, work }: Comparison) {
  const start = performance.now();
  return during(engine, prompts, async (texts) => {
    const prefillMs = performance.now() - start;
    // The first sets those going that keep several tokens under way, so that all are timed in their stride.
    await texts.next();
    const before = work && { ...work };
    const from = performance.now();
    for (let token = 0; token < tokens; token++) await texts.next();
    const tokenMs = (performance.now() - from) / tokens;
    return { prefillMs, tokenMs, work: work && before && perToken(work, before, tokens) };
  });
}

async function during<T>(
  engine: TextEngine,
  prompts: Comparison['prompts'],
  use: (texts: Texts) => Promise<T>,
): Promise<T> {
  const texts = await engine.begin(prompts);
  try {
    return await use(texts);
  } finally {
    await texts.end();
  }
}
