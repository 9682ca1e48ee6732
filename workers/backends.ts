import type { BackendName } from '../model/backend';
import { SoftwareAdapter } from '../model/backends/opened';
import { MorError, type MorErrorCode } from '../model/errors';
import type { OpenBackend } from './compute';
import type { BackendAttempt, BackendChoice, BackendReport } from './engine';

/** Fastest first, where WebGPU has a graphics card; each falls back to those after it. */
const CHAIN: readonly BackendName[] = ['webgpu', 'wasm', 'cpu'];

/** The reader's names. */
export const BACKEND_LABEL: { readonly [backend in BackendName]: string } = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
};

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
  for (const backend of chainFrom(choice)) {
    try {
      const opened = await inTime(open(backend, choice === 'auto'), backend);
      const { adapter, software } = opened;
      attempts.push({ backend, ok: true, reason: null });
      return { report: { backend, adapter, software, attempts }, opened };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const software = error instanceof SoftwareAdapter ? { software: error.adapter } : {};
      attempts.push({ backend, ok: false, reason, ...software });
    }
  }
  throw new MorError(
    'E-BACKEND',
    `Nothing in this browser can compute the models. ${attempts.map((each) => each.reason).join(' ')}`,
    'Try a current Chrome, Edge, Firefox or Safari. The recorded examples can still be read.',
  );
}

async function inTime<T>(opening: Promise<T>, backend: BackendName): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new Error(`${BACKEND_LABEL[backend]} did not answer within ${OPEN_TIMEOUT_MS / 1000} seconds.`),
        ),
      OPEN_TIMEOUT_MS,
    );
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}
