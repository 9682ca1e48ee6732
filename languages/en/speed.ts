import { counted } from './words';

const ways: { readonly [way: string]: string } = {};

/** How fast texts are written, and what was aimed at. */
export const speed = {
  /** A backend, and the adapter where there is one. */
  device: (backend: string, adapter: string | null, software: boolean) =>
    adapter === null ? backend : `${backend}, ${adapter}${software ? ' (software adapter)' : ''}`,
  /** An engine, its version and which of its ways it is used in, where it has several. */
  writer: (name: string, version: string | null, way: string) =>
    [version === null ? name : `${name} ${version}`, ways[way] ?? way].filter(Boolean).join(', '),
  onTfjs: 'our forward pass on tfjs',
  finding: (faster: boolean, peer: string, device: string, token: string, times: string) =>
    `${faster ? 'Faster' : 'Slower'} than ${peer} on ${device}: a token of the vanilla model takes ${token}, and there ${times} times as long.`,

  throughput: {
    title: 'Throughput',
    question: 'How fast are texts written, beside other runtimes on the same weights and prompts?',
    who: 'Written by',
    backend: 'Backend',
    threads: 'Threads',
    batch: 'Texts at once',
    prompt: 'Prompt',
    prefill: 'Prompts read in',
    token: 'A token of each',
    quartiles: 'Quartiles',
    between: (low: string, high: string) => `${low} to ${high}`,
    rate: 'Tokens a second',
    overOwn: 'Time, of ours',
    overVanilla: 'Time, of its vanilla’s',
    dispatches: 'Dispatches a token',
    submits: 'Submits a token',
    buffers: 'Buffers created a token',
    bits: 'Bits a weight',
    rounds: 'Rounds',
    note: (cores: number, cpu: string, hosts: readonly string[], loads: readonly string[]) =>
      `Everybody writes greedily from the same prompts with the same weights; before anything is timed their tokens are held against those of the plain forward pass, and who writes others is not timed. Rounds take turns, figures are medians with quartiles, ratios are medians of each round’s. On ${counted(cores, 'core')} of ${cpu}, in ${hosts.join(' and ')}; load before the sessions ${loads.join(', ')}.`,
    oneDevice:
      'A ratio compares what ran on one device in one session; devices are never set against one another. A machine whose only graphics adapter is its processor flatters WASM, which is at home there.',
    software: (adapter: string) =>
      `${adapter} plays a graphics card on the processor: its times say nothing of a real one. Dispatches, submits and buffers are what they are everywhere.`,
    refused: (each: readonly string[]) => `Not timed: ${each.join('; ')}.`,
    refusal: (who: string, backend: string, member: string, batch: number, reason: string) =>
      `${who} on ${backend} (${member}, ${batch} at once): ${reason}`,
  },

  batching: {
    title: 'Depth-wise batching',
    question: 'Does a token that leaves early make room for another?',
    policy: 'Batched by',
    policies: { depth: 'recursion', sequence: 'token' },
    baseline: 'Vanilla’s slots',
    slots: 'Slots',
    bytes: 'Parameters and caches',
    rate: 'Tokens a second',
    overVanilla: 'Tokens a second, of vanilla’s',
    byFlops: 'If FLOPs were time',
    used: 'Slots in use',
    rounds: 'Rounds',
    readbacks: 'Readbacks a token',
    refusal: (member: string, device: string, reason: string) => `${member} on ${device}: ${reason}`,
    note: (devices: readonly string[], cores: number, cpu: string, loads: readonly string[]) =>
      `Own kernels on ${devices.join(' and ')}, ${counted(cores, 'core')} of ${cpu}, one thread, load before the sessions ${loads.join(', ')}. Reading the prompts, cache writes, drawing and the scheduler are in every figure. Each model runs with as many slots as the vanilla one and with as many as its memory pays for.`,
    byFlopsNote:
      'What a ratio has above ‘if FLOPs were time’ is owed to fuller rows; what it lacks goes to the scheduler and to rows that wait.',
    paper: (
      title: string,
      rows: readonly { readonly recursions: number; readonly batch32: number; readonly batchMax: number }[],
    ) =>
      `${title}: ${rows
        .map(
          ({ recursions, batch32, batchMax }) =>
            `${recursions} recursions ${batch32} at batch 32, ${batchMax} at the largest batch`,
        )
        .join('; ')}.`,
  },

  exits: {
    title: 'Past the recursions a token does not reach',
    question:
      'Should the dispatches of a token that has left return early, or be taken from a buffer with no workgroups in it?',
    depth: 'Recursions taken',
    of: (depth: number, recursions: number) => `${depth} of ${recursions}`,
    way: 'The dispatches after them',
    ways: {
      'early-return': 'return early',
      indirect: 'are indirect, without workgroups',
      'left-out': 'are left out',
    },
    token: 'A token',
    overEarlyReturn: 'Time, of returning early',
    verdict: (device: string, over: string, isBetter: boolean, software: boolean) =>
      `On ${device} indirect dispatches take ${over} times as long (the median over the depths)${
        isBetter
          ? ': they would be better. The program between two recursions would then also write how many workgroups the next recursion takes, and each of its dispatches read them.'
          : ': returning early is kept, which needs neither a buffer of workgroups nor the browser’s check of it.'
      }${software ? ' It is a software adapter and decides nothing.' : ''}`,
    note: 'The recorded decode’s own dispatches in Node, on Dawn; random routing whose capacities send every token equally deep. The numbers of workgroups stand in their buffer beforehand; only who knows the depth before the token could leave dispatches out.',
  },

  floors: {
    title: 'Floors of the device',
    question: 'How far is a vanilla token from what its graphics adapter can do at most?',
    bytes: 'To move its bytes',
    flops: 'To do its FLOPs',
    bandwidth: 'Bandwidth',
    rate: 'Rate',
    note: 'Bandwidth and rate are measured by two small kernels, a copy and chains of multiply-adds. A token reads every weight once for all texts and each text’s keys and values; no runtime can be faster than the larger of the two floors. What a small model takes beyond them is the wait for dispatches.',
  },

  targets: {
    title: 'Targets of speed',
    question: 'What was aimed at, and what came of it?',
    aim: 'Aim',
    on: 'Measured on',
    target: 'Target',
    measured: 'Measured',
    met: 'Met',
    yes: 'yes',
    no: 'no',
    atLeast: (figure: string) => `at least ${figure}`,
    atMost: (figure: string) => `at most ${figure}`,
    forward: (tokens: number) =>
      `MoR against vanilla, forward pass of ${counted(tokens, 'token')}: time ratio over FLOPs ratio, worst member`,
    dispatches: 'Decoding: dispatches a layer, worst member',
    submits: 'Decoding: submits a token, worst member',
    buffers: 'Decoding: buffers created a token, worst member',
    onnx: (peer: string) => `Decoding, vanilla: tokens a second over those of ${peer}`,
    oneThread: (device: string) => `${device}, one thread`,
    batching: (recursions: number) =>
      `Depth-wise batching, ${counted(recursions, 'recursion')}: tokens a second over vanilla’s in no more memory, best member`,
    missedOnSoftware: (adapter: string) =>
      `What is missed on ${adapter} is missed on a processor that plays a graphics card: no verdict on a real one.`,
    missedBatching: (byFlops: string) =>
      `The targets of depth-wise batching are the paper’s, of a graphics card, where fuller rows take little more time. On a processor a row takes about the time of its FLOPs, and those that are not done are worth a factor of ${byFlops} at most.`,
  },
};
