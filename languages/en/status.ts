import type { Refusal } from '../../model/backends/refused';

/** Where the model runs, what is on its way, and what stands beside the picture. */
export const status = {
  backends: { auto: 'Best', webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' },
  badge: {
    title: 'Where the model runs',
    looking: 'Looking for a backend',
    notRunning: 'Not running',
    /** The backend with its adapter's name, and whether that is a program in place of a graphics card. */
    device: (backend: string, adapter: string | null, software: boolean) =>
      `${backend}${adapter === null ? '' : ` · ${adapter}`}${software ? ' (software)' : ''}`,
    /** Threads only where our own kernels share the work out among them. */
    runsOn: (device: string, threads: number | null) =>
      `The model runs in this page on ${device}${threads === null ? '' : `, on ${threads === 1 ? 'one thread' : `${threads} threads`}`}. Each backend is tried with a real calculation before it is trusted.`,
    noAnswer: 'Nothing answered yet.',
    slow: 'WebGPU has no graphics card here and computes on the processor, slowly. WASM is far faster on this machine.',
    rightNumbers: 'right numbers',
    backend: 'Backend',
    weights: 'Weights',
    /** `move` in nats. */
    int8: (move: string) =>
      `With int8 the loss of this model on the held-out texts moves by at most ${move} nats a token. Computed is in float32 either way.`,
  },
  /** Why a backend is not used: the end of a sentence about it. */
  refused: (refusal: Refusal) => {
    switch (refusal.why) {
      case 'no-webgpu':
        return 'this browser does not have it';
      case 'no-adapter':
        return 'the browser offers no graphics adapter';
      case 'software':
        return `there is no graphics card, only ${refusal.adapter}, a program that plays one. WASM is far faster on the processor; choose WebGPU to run on it all the same`;
      case 'not-started':
        return 'its device could not be started';
      case 'not-loaded':
        return 'its code could not be loaded';
      case 'wrong-numbers':
        return 'it computes wrong numbers';
      case 'silent':
        return `it did not answer within ${refusal.seconds} seconds`;
      case 'failed':
        return `it failed (${refusal.message})`;
    }
  },
  run: {
    name: 'Run',
    recorded: 'Recorded run',
    mismatch: 'Mismatch',
    /** Before the file's name. */
    fromFile: 'From a file:',
    runLive: 'Run it live',
    modelComing: (loaded: string, total: string) => `model ${loaded} of ${total}`,
    onTheWay: 'the model is on its way',
    liveOnTheWay: 'the live model is on its way',
    beforeFailure: 'of the run before the failure',
    live: (duration: string, backend: string) => `live, ${duration} on ${backend}`,
    running: 'running',
  },
  /** Models on their way: a model's name where it is one, else how many. */
  loading: {
    one: (model: string) => model,
    many: (count: number) => `${count} models`,
    download: (what: string, loaded: string, total: string, kept: boolean) =>
      `Downloading ${what}${kept ? ' from this browser’s store' : ''}: ${loaded} of ${total}`,
    verify: (what: string, loaded: string, total: string, kept: boolean) =>
      `Checking ${what}${kept ? ' from this browser’s store' : ''}: ${loaded} of ${total}`,
    prepare: (what: string, loaded: string, total: string, kept: boolean) =>
      `Preparing ${what}${kept ? ' from this browser’s store' : ''}: ${loaded} of ${total}`,
  },
  failure: {
    kept: 'Your text and switches are as you left them.',
    keptWithRecorded:
      'Your text and switches are as you left them, and the picture below is the recorded run.',
    keptWithLast: 'Your text and switches are as you left them, and the picture below is the last good run.',
    retry: 'Retry',
  },
  summary: {
    name: 'In short',
    /** `chosen` are the switches by their names. */
    view: (text: string, chosen: readonly (readonly [string, string])[], view: string) =>
      `Text: ${text}. ${chosen.map(([name, value]) => `${name}: ${value}`).join(', ')}. View: ${view}.`,
    amounts: (cache: string, flops: string) =>
      `MoR’s KV cache holds ${cache}, and the text costs it ${flops}s.`,
    nothingYet: 'There is no run yet.',
    keys: 'The question mark shows every key, Ctrl K every command.',
  },
  notices: 'Notices',
  dismiss: 'Dismiss',
  dismissThis: (message: string) => `Dismiss: ${message}`,
};
