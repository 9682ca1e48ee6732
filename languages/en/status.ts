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
    runsOn: (device: string) =>
      `The model runs in this page on ${device}. Each backend is tried with a real calculation before it is trusted.`,
    noAnswer: 'Nothing answered yet.',
    slow: 'WebGPU has no graphics card here and computes on the processor, slowly. WASM is far faster on this machine.',
    /** Why WebGPU was passed over; `adapter` is the program's name. */
    onlySoftware: (adapter: string) =>
      `has no graphics card here, only ${adapter}, a program that plays one. WASM is far faster on the processor; choose WebGPU to run on it all the same.`,
    rightNumbers: 'right numbers',
    notAvailable: 'not available',
    backend: 'Backend',
    weights: 'Weights',
    /** `move` in nats. */
    int8: (move: string) =>
      `With int8 the loss of this model on the held-out texts moves by at most ${move} nats a token. Computed is in float32 either way.`,
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
  notices: 'Notices',
  dismiss: 'Dismiss',
  dismissThis: (message: string) => `Dismiss: ${message}`,
};
