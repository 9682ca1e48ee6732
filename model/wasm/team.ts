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
  /** Longest wait for their part of a task, ms, where it is to be another than usual. */
  readonly patience?: number;
}

/** Kernels of several threads. Rejects where the threads do not come, or memory cannot be shared. */
export async function teamKernels(
  module: WebAssembly.Module,
  script: string,
  helpers: Helpers,
): Promise<KernelSource> {
  const team = new Team(module, helpers);
  try {
    await inTime(team.gather(script));
  } catch (error) {
    team.dispose();
    throw error;
  }
  return team;
}

/** The leader's side. All models' kernels work in one memory: where the threads have met, they stay. */
class Team implements KernelSource {
  readonly threads: number;
  private readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared: true });
  /** Only this one allocates: the others' heaps would lie over its own. */
  private readonly heap: Exports;
  /** `Team` of assembly/team.ts. */
  private readonly address: Address;
  private coming: readonly Promise<Helper>[] = [];
  private lost: MorError | null = null;

  constructor(
    private readonly module: WebAssembly.Module,
    private readonly helpers: Helpers,
  ) {
    this.threads = helpers.threads;
    this.heap = this.instance();
    this.address = this.heap.allocate(TEAM_BYTES);
    integersAt({ memory: this.memory }, this.address, 2).set([this.threads, this.patience]);
  }

  /** Resolves when all are there. */
  gather(script: string): Promise<unknown> {
    const { module, memory, address: team } = this;
    this.coming = Array.from({ length: this.threads - 1 }, (_, i) =>
      this.helpers.start(script, { module, memory, team, thread: i + 1 }),
    );
    return Promise.all(this.coming);
  }

  start(): Kernels {
    const own = this.instance();
    const { address: team, heap } = this;
    let shape: Address = 0;
    return counted(
      {
        ...own,
        allocate: heap.allocate,
        free: heap.free,
        configure: (at) => {
          shape = at;
          own.configure(at);
        },
        layer: (weights, call, rows, writing) => {
          if (rows < FEWEST) own.layer(weights, call, rows, writing);
          else this.together(() => own.layerTogether(team, shape, weights, call, rows, writing));
        },
        readOut: (x, rows, ...rest) => {
          if (rows < FEWEST) own.readOut(x, rows, ...rest);
          else this.together(() => own.readOutTogether(team, shape, x, rows, ...rest));
        },
      },
      this.threads,
    );
  }

  loss(): MorError | null {
    return this.lost;
  }

  dispose(): void {
    for (const helper of this.coming) {
      helper.then(
        (thread) => thread.terminate(),
        () => {},
      );
    }
  }

  private get patience(): number {
    return this.helpers.patience ?? PATIENCE_MS;
  }

  private instance(): TeamExports {
    const { memory } = this;
    const words = new Int32Array(memory.buffer);
    const rest = (at: Address, from: number, ms: number) => void Atomics.wait(words, at / 4, from, ms);
    const wake = (at: Address) => void Atomics.notify(words, at / 4);
    const { exports } = new WebAssembly.Instance(this.module, { env: { memory }, team: { rest, wake } });
    return exports as unknown as TeamExports;
  }

  /** Does what all do together. Throws E-WORKER, now and ever after, where somebody's part is missing. */
  private together(task: () => number): void {
    if (this.lost === null && task() === 0) {
      this.lost = late(this.patience);
      // Who comes late must not write any more.
      this.dispose();
    }
    if (this.lost !== null) throw this.lost;
  }
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
