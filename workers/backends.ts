import type { BackendName } from '../model/backend';
import { BackendRefused } from '../model/backends/refused';
import { MorError, type MorErrorCode } from '../model/errors';
import type { OpenBackend } from './compute';
import type { BackendAttempt, BackendChoice, BackendReport } from './engine';

/** Fastest first, where WebGPU has a graphics card; each falls back to those after it. */
const CHAIN: readonly BackendName[] = ['webgpu', 'wasm', 'cpu'];

/** Longest wait for a backend to open, ms: a driver that never answers must not hold the page. */
export const OPEN_TIMEOUT_MS = 20_000;

/** The backends to try, in order: all for `auto`, the chosen one and those after it otherwise. */
export function chainFrom(choice: BackendChoice): readonly BackendName[] {
  return choice === 'auto' ? CHAIN : CHAIN.slice(CHAIN.indexOf(choice));
}

/**
 * Where to go on after a failure, or null where nothing is left. A compute thread that died is started again on the
 * same backend if there was no GPU in play; anything else moves down the chain.
 */
export function nextBackend(failed: BackendName, code: MorErrorCode): BackendName | null {
  if (code === 'E-WORKER' && failed !== 'webgpu') return failed;
  return CHAIN[CHAIN.indexOf(failed) + 1] ?? null;
}

/**
 * Opens the first backend of the chain that works.
 * @throws MorError E-BACKEND with every reason when none does
 */
export async function openFirst(
  choice: BackendChoice,
  open: (backend: BackendName, hardwareOnly: boolean) => Promise<OpenBackend>,
): Promise<{ report: BackendReport; opened: OpenBackend }> {
  const attempts: BackendAttempt[] = [];
  const sentences: string[] = [];
  for (const backend of chainFrom(choice)) {
    try {
      const opened = await inTime(open(backend, choice === 'auto'), backend);
      const { adapter, software, threads } = opened;
      attempts.push({ backend, refused: null });
      return { report: { backend, adapter, software, threads, attempts }, opened };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      sentences.push(message);
      const refused = error instanceof BackendRefused ? error.refusal : { why: 'failed' as const, message };
      attempts.push({ backend, refused });
    }
  }
  throw new MorError(
    'E-BACKEND',
    `Nothing in this browser can compute the models. ${sentences.join(' ')}`,
    'Try a current Chrome, Edge, Firefox or Safari. The recorded examples can still be read.',
  );
}

async function inTime<T>(opening: Promise<T>, backend: BackendName): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const seconds = OPEN_TIMEOUT_MS / 1000;
    const sentence = `it did not answer within ${seconds} seconds`;
    timer = setTimeout(
      () => reject(new BackendRefused(backend, { why: 'silent', seconds }, sentence)),
      OPEN_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}
