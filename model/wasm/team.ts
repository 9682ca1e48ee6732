import { MorError } from '../errors';
import { type Address, counted, type Exports, integersAt, type KernelSource, type Kernels } from './kernels';

/** Fewer rows than this are sooner done by one thread than told to others. */
export const FEWEST = 8;
/** Longest wait for helpers to come, and for their part of a task, ms. */
const STARTING_MS = 5_000;
const PATIENCE_MS = 10_000;
/** Of the memory that is shared: it cannot be moved, so room is kept for all it may become. Pages of 64 kB. */
const MOST_PAGES = 2 ** 16;
/** Of `Team` in assembly/team.ts. */
const TEAM_BYTES = 64;

/** What assembly/team.ts exports beside. */
interface TeamExports extends Exports {
  layerTogether(
    team: Address,
    shape: Address,
    weights: Address,
    call: Address,
    rows: number,
    writing: number,
  ): number;
  readOutTogether(team: Address, shape: Address, ...readOut: Parameters<Exports['readOut']>): number;
}

/** What a thread is told that helps (`helper.js`). */
export interface HelperTask {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly team: Address;
  /** Which of the threads it is, from 1 on. */
  readonly thread: number;
}

/** A thread that helps. */
export interface Helper {
  terminate(): unknown;
}

/** How threads are started here. */
export interface Helpers {
  /** How many shall compute, with the one that asks. */
  readonly threads: number;
  /** Starts one from a script, tells it its task, and resolves when it says that it begins. */
  start(script: string, task: HelperTask): Promise<Helper>;
  /** Longest wait for their part of a task, ms. */
  readonly patience?: number;
}

/** Kernels of several threads in one memory, which all models share. Rejects where the threads do not come. */
export async function teamKernels(
  module: WebAssembly.Module,
  script: string,
  helpers: Helpers,
): Promise<KernelSource> {
  const { threads, patience = PATIENCE_MS } = helpers;
  const memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  const words = new Int32Array(memory.buffer);
  const rest = (at: Address, from: number, ms: number) => void Atomics.wait(words, at / 4, from, ms);
  const instance = () => new WebAssembly.Instance(module, { env: { memory }, team: { rest } }).exports;
  /** Only this one allocates: the others' heaps would lie over its own. */
  const heap = instance() as unknown as Exports;
  const team = heap.allocate(TEAM_BYTES);
  integersAt({ memory }, team, 2).set([threads, patience]);
  const coming = Array.from({ length: threads - 1 }, (_, i) =>
    helpers.start(script, { module, memory, team, thread: i + 1 }),
  );
  const dispose = () => {
    for (const helper of coming) {
      helper.then(
        (thread) => thread.terminate(),
        () => {},
      );
    }
  };
  try {
    await inTime(Promise.all(coming));
  } catch (error) {
    dispose();
    throw error;
  }
  let lost: MorError | null = null;

  function together(work: () => number): void {
    if (lost === null && work() === 0) {
      lost = late(patience);
      dispose();
    }
    if (lost !== null) throw lost;
  }

  function start(): Kernels {
    const own = instance() as unknown as TeamExports;
    let shape: Address = 0;
    return counted(
      {
        ...own,
        allocate: heap.allocate,
        free: heap.free,
        configure(at) {
          shape = at;
          own.configure(at);
        },
        layer(weights, call, rows, writing) {
          if (rows < FEWEST) own.layer(weights, call, rows, writing);
          else together(() => own.layerTogether(team, shape, weights, call, rows, writing));
        },
        readOut(x, rows, ...rest) {
          if (rows < FEWEST) own.readOut(x, rows, ...rest);
          else together(() => own.readOutTogether(team, shape, x, rows, ...rest));
        },
      },
      threads,
    );
  }

  return { threads, start, loss: () => lost, dispose };
}

async function inTime<T>(coming: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the threads did not come')), STARTING_MS);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}

function late(patience: number): MorError {
  return new MorError(
    'E-WORKER',
    `A thread that computes did not do its part within ${patience / 1000} seconds.`,
    'Press Retry. If it happens again, close other tabs or reload the page.',
  );
}
