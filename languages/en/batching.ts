import { counted, list, words } from './words';

/** Why a text is over. */
export type End = 'tokens' | 'end-of-text' | 'context-full';

/** What a token does in a tick. */
export interface InSlot {
  /** Its name (`tokens.name`), and the number of its text, 1-based. */
  readonly token: string;
  readonly text: number;
  readonly recursion: number;
  /** It came into the slot in this tick; it leaves after it. */
  readonly comes: boolean;
  readonly leaves: boolean;
}

/** What both batches did; figures as they are printed, null where there is none yet. */
export interface Rates {
  readonly mor: string;
  readonly vanilla: string | null;
  /** How many times as many tokens a second MoR writes, and what its FLOPs a token would make of it. */
  readonly measured: string | null;
  readonly byFlops: string | null;
}

const NAMES = { mor: 'MoR', vanilla: 'Vanilla' };

/** Many texts written together. */
export const batching = {
  title: 'Many texts at once',
  aside: 'one batch, every depth',
  names: NAMES,
  showTable: 'Show as table',
  intro: (slots: number) =>
    `Several texts are written in one batch. Vanilla takes ${counted(slots, 'token')} through all its layers in every tick. MoR has one block for every round, so its slots hold tokens at any depth: whoever leaves makes room at once for the next.`,

  controls: {
    course: 'The batch',
    run: 'Run',
    again: 'Again',
    pause: 'Pause',
    resume: 'Go on',
    step: 'Step',
    stop: 'Stop',
    pace: 'Pace',
    paces: { full: 'Full speed', slow: 'A tick at a time' },
    notReady: 'The models are not there yet. The batch can begin when they are.',
    noPrompt: 'There is no prompt. Write one, or take one of the sets.',
    slots: 'Slots of vanilla',
    slotsHint: 'tokens in one tick',
    copies: 'Texts from each prompt',
    copiesHint: (texts: number) => `${counted(texts, 'text')} in all`,
    tokens: 'Tokens to write',
    tokensHint: 'of each text, at most',
    drawing: (temperature: string, topK: number, topP: string, seed: number) =>
      temperature === '0'
        ? 'Each token is the likeliest one, as Generate is set.'
        : `Drawn as Generate is set: temperature ${temperature}${topK === 0 ? '' : `, top-k ${topK}`}, top-p ${topP}, seed ${seed} for the first text and one more for each after it.`,
  },

  prompts: {
    name: 'Prompts',
    prompt: (number: number) => `Prompt ${number}`,
    add: 'Add a prompt',
    remove: 'Remove',
    removeThis: (number: number) => `Remove prompt ${number}`,
    sets: 'Sets of prompts',
    full: (most: number) => `${words(most)} prompts is the most.`,
    tooLong: (most: number) => `A prompt has at most ${most} characters: the rest was left off.`,
    set: {
      stories: 'Six beginnings',
      lengths: 'Short and long',
      same: 'One, again and again',
    },
  },

  picture: {
    name: (name: string, slots: number) => `Slots of ${name}: ${counted(slots, 'slot')}, tick by tick`,
    /** How many slots there are and what they hold. */
    slots: {
      mor: (slots: number) => `${counted(slots, 'slot')}, tokens at any depth`,
      vanilla: (slots: number) => `${counted(slots, 'slot')}, whole tokens`,
    },
    tick: 'Tick',
    now: 'In the slots',
    legend: {
      round: (recursion: number) => `round ${recursion}`,
      whole: 'all layers',
      next: 'a gap: one leaves, the next comes in',
      idle: 'idle',
      written: 'above: tokens written in the tick',
    },
    /** Beside a token in its slot. */
    ofText: (text: number) => `text ${text}`,
    idle: 'idle',
  },

  /** One slot in one tick. */
  slot: (slot: number, held: InSlot | null, whole: boolean) => {
    if (held === null) return `Slot ${slot}: idle.`;
    const { token, text, recursion, comes, leaves } = held;
    if (whole) return `Slot ${slot}: ${token} of text ${text}, through all the layers.`;
    const round = recursion === 1 ? 'goes round for the first time' : `goes round again, round ${recursion}`;
    return `Slot ${slot}: ${token} of text ${text} ${comes && recursion === 1 ? 'comes in and ' : ''}${round}${leaves ? ', and leaves' : ''}.`;
  },
  /** One tick of one model. */
  tick: (tick: number, inUse: number, slots: number, leaving: number, drawn: number, ms: string) =>
    `Tick ${tick}: ${inUse} of ${counted(slots, 'slot')} in use, ${leaving === 0 ? 'nobody leaves' : `${counted(leaving, 'token')} ${leaving === 1 ? 'leaves' : 'leave'}`}, ${counted(drawn, 'token')} written; ${ms}.`,

  rates: ({ mor, vanilla, measured, byFlops }: Rates) => {
    if (vanilla === null) return `MoR writes ${mor} tokens a second.`;
    const ratio = measured === null ? '' : `: ${measured} times as many`;
    const expected = byFlops === null ? '' : ` By the FLOPs of a token alone it would be ${byFlops} times.`;
    return `MoR writes ${mor} tokens a second, vanilla ${vanilla}${ratio}.${expected}`;
  },
  memory: (vanillaSlots: number, bytes: string, morSlots: number) =>
    `The memory of vanilla’s ${counted(vanillaSlots, 'slot')}, ${bytes}, holds ${counted(morSlots, 'slot')} of MoR: parameters once, and keys and values of every text.`,
  status: {
    idle: 'Nothing was run yet.',
    opening: 'The batches are being opened.',
    running: 'Both batches take turns on this device; each is timed while it runs alone.',
    paused: 'Paused.',
    finished: (texts: number) => `Done: each model wrote ${counted(texts, 'text')}.`,
    stopped: 'Stopped.',
  },
  stale: 'What is shown was run with other prompts or settings. Press Again to run these.',
  notes: {
    threshold:
      'Texts are written under the threshold, whatever the selection above says: top-k would need words that are not written yet.',
    deeper:
      'With four recursions MoR has ten layers and vanilla eight: it is the shorter road that vanilla takes.',
    writes:
      'Times hold everything: keys and values written, tokens drawn, the scheduler. Tokens a second are those of the whole batch, prompts and its end included.',
    allocated: (mor: string, vanilla: string | null) =>
      `Buffers for keys and values here are made for the deepest case: ${list([`${mor} for MoR`, ...(vanilla === null ? [] : [`${vanilla} for vanilla`])])}.`,
  },
  failure: {
    kept: 'What was written so far stays.',
    nothing: 'Nothing was written.',
    useWasm: 'Go over to WASM',
  },

  figures: {
    rate: 'Tokens a second',
    tick: 'A tick',
    inUse: 'Slots in use',
    texts: 'Texts done',
    flops: 'FLOPs a token written',
    memory: 'Memory counted',
    of: (value: string, of: number) => `${value} of ${of}`,
  },

  texts: {
    name: 'The texts',
    by: (name: string) => `Texts ${name} writes`,
    whose: 'Whose texts',
    text: (number: number) => `Text ${number}`,
    waiting: 'waits for a slot',
    reading: 'its prompt is read',
    writing: (written: number) => `${counted(written, 'token')} written`,
    ended: (written: number, end: End) =>
      `${counted(written, 'token')}; ${{ tokens: 'as many as asked for', 'end-of-text': 'it ended by itself', 'context-full': 'the context is full' }[end]}`,
    all: (count: number) => `Show all ${count} texts`,
    fewer: 'Show fewer',
  },

  table: {
    ticks: (name: string) => `Ticks of ${name} as a table`,
    ticksCaption: (name: string) => `Each tick of ${name}: slots, leaving, idle, written, waiting and time`,
    heads: ['Tick', 'In use', 'Idle', 'Come in', 'Leave', 'Written', 'Waiting', 'Time'],
    texts: 'Texts as a table',
    textsCaption: (name: string) =>
      `Each text of ${name}: prompt, what was written, mean depth and how it stands`,
    textHeads: ['Text', 'Prompt', 'Written', 'Mean depth', 'State'],
    last: (shown: number, all: number) => `The last ${shown} of ${all} ticks.`,
  },

  /** Told once the batch is done; never while it is under way. */
  done: (rates: string) => `Both batches are done. ${rates}`,
};
