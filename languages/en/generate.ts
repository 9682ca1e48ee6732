import { capital, counted, list, times, words } from './words';

type Writer = 'mor' | 'vanilla';

/** What a writer put at a place: a quoted token, the end of the text, or nothing. */
type Put = { readonly token: string } | 'end' | 'nothing';

/** How often a text was read again, after how many tokens the last time, and what that took. */
interface Again {
  readonly times: number;
  readonly after: number;
  readonly flops: string;
}

const models = { mor: 'MoR', vanilla: 'Vanilla' };
const inSentence = { mor: 'MoR', vanilla: 'vanilla' };

const put = (what: Put) =>
  what === 'end' ? 'the end of the text' : what === 'nothing' ? 'nothing' : what.token;
const again = ({ times: often, after }: Again) =>
  `${often === 1 ? 'A' : `${capital(times(often))}, last a`}fter ${counted(after, 'token')}`;

const changed = { text: 'the text', models: 'the switches', choices: 'the choices' };

/** MoR and vanilla write side by side. */
export const generate = {
  title: 'Two models write',
  aside: 'from the page’s text',
  showTable: 'Show as table',
  models,
  endOfText: 'end of text',
  noPrompt: 'No prompt: a text of its own.',

  reading: 'The two models read the prompt.',
  idle: 'Both models go on from your text, one token at a time, with the same seed and the same rules for drawing.',
  endedAtOnce: 'MoR ended the text at once: it wrote no token.',
  read: 'The two models have read the prompt.',
  /** `shares` are MoR's of vanilla's; `over` the tokens of each that they are taken over, null where over all. */
  wrote: (
    tokens: number,
    depth: string,
    recursions: number,
    shares: { readonly flops: string; readonly cache: string; readonly over: number | null } | null,
  ) => {
    const over =
      shares === null || shares.over === null
        ? ''
        : ` over the first ${counted(shares.over, 'token')} of each`;
    const costs =
      shares === null
        ? ''
        : `, with ${shares.flops} of vanilla’s FLOPs and ${shares.cache} of its cache${over}`;
    return `MoR wrote ${counted(tokens, 'token')} at mean depth ${depth} of ${recursions}${costs}.`;
  },
  sameSoFar: (tokens: number) =>
    tokens === 1
      ? 'So far both wrote the same token.'
      : `So far both wrote the same ${words(tokens)} tokens.`,
  /** `common` tokens were the same. */
  parted: (common: number, mor: Put, vanilla: Put) => {
    const before =
      common === 0
        ? 'They part at the first token'
        : `After ${common === 1 ? 'one token' : `${words(common)} tokens`} in common they part`;
    return `${before}: MoR wrote ${put(mor)}, vanilla ${put(vanilla)}.`;
  },

  /** Why a model wrote no more, after so many tokens. */
  ends: {
    byItself: (tokens: number) => `Ended its text by itself after ${counted(tokens, 'token')}.`,
    contextFull: (context: number, prompt: number) =>
      `Its context is full: it holds ${counted(context, 'token')}${prompt > 0 ? `, the prompt’s ${prompt} included` : ''}.`,
    finished: (tokens: number) => `Wrote the ${counted(tokens, 'token')} asked for.`,
    stopped: (tokens: number) => `Stopped after ${counted(tokens, 'token')}.`,
    failed: (tokens: number) => `Broke off after ${counted(tokens, 'token')}; they are kept.`,
    paused: (tokens: number) => `Paused after ${counted(tokens, 'token')}.`,
  },
  restarted: (how: Again) =>
    `${again(how)} the engine was started anew and the text read again: ${how.flops} more, and the same tokens as without it.`,
  slid: (how: Again, prompt: number, dropped: number) =>
    `${again(how)} the context was full: the newest ${counted(prompt, 'token')} were read again as a prompt, ${how.flops} more, and the ${counted(dropped, 'token')} before, drawn dotted, are no longer seen.`,
  dropped: (prompt: number, dropped: number) =>
    `The text is longer than the context: the newest ${counted(prompt, 'token')} are the prompt, and the ${counted(dropped, 'token')} before, drawn dotted, are not seen.`,
  slideOffered: (tokens: number) =>
    `The context is full before all ${tokens} tokens are written. Slide goes on with the newest half of it as a new prompt: what stands before stays in view but is no longer seen, and reading again is counted.`,
  done: 'Writing is done.',
  stopped: 'Writing was stopped.',
  endOf: (writer: Writer, end: string) => `${models[writer]}: ${end}`,

  /** After the message of an error: what became of the text, and what can be done here. */
  failure: {
    slide: (remedy: string) =>
      `${remedy} Or press Slide: the models then write from its newest part, half as many tokens as they hold, and do not see what stands before.`,
    writeOn: (remedy: string) =>
      `What was written is kept, and Write on goes on from there. ${remedy.replace(/\bRetry\b/, 'Write on')}`,
    again: (remedy: string, kept: boolean) =>
      `${kept ? 'What was written is kept; Again begins anew. ' : ''}${remedy.replace(/\bRetry\b/, 'Again')}`,
  },

  /** A written token: its chip's name. `rounds` is null for a model without recursion, 0 where it was not read. */
  step: (
    writer: Writer,
    number: number,
    quoted: string,
    probability: string,
    rounds: number | null,
    recursions: number,
    unseen: boolean,
  ) => {
    const way =
      rounds === 0
        ? 'not read any more'
        : rounds === null
          ? 'through every layer'
          : `went round ${times(rounds)} of ${words(recursions)}`;
    return `${models[writer]}, token ${number}, ${quoted}: probability ${probability}, ${way}.${unseen ? ' It is no longer seen.' : ''}`;
  },
  stepEnd: (writer: Writer, number: number, probability: string) =>
    `${models[writer]}, token ${number}: the end of the text, probability ${probability}; it was not read.`,

  pinned: {
    name: 'The pinned token',
    letGo: 'Let go',
    taken: ', which it took',
    alone: 'What the model could have written here.',
    partedBefore: (writer: Writer, at: number, other: Writer) =>
      `Only ${inSentence[writer]}’s view: the two texts parted at token ${at}, and ${inSentence[other]} stood before another text here.`,
    otherEnded: (other: Writer) =>
      `Up to here both wrote the same; ${inSentence[other]} has written no token at this place.`,
    both: 'Both stood before the same text here: what each could have written.',
  },

  /** The page has moved on from what was written. */
  usedBy: (writer: Writer) =>
    `The page’s text is now the one ${inSentence[writer]} wrote, and the other views show it; Undo brings the old one back. Again writes on from its end.`,
  stale: (changes: readonly (keyof typeof changed)[], goesOn: boolean) => {
    const verb = changes.length === 1 && changes[0] === 'text' ? 'has' : 'have';
    return `${capital(list(changes.map((change) => changed[change])))} ${verb} changed since. What stands below ${goesOn ? 'goes on as it began' : 'is kept'}; Again writes from the page as it is now.`;
  },
  notes: {
    topk: 'Top-k compares the tokens of a whole text. Written one by one each token is a text of its own, so every one goes all the way and nothing is saved: choose the threshold rule to write.',
    alone: 'This family has no vanilla model, so MoR writes alone.',
    deeper:
      'With four recursions MoR has more unrolled layers than the vanilla model that was trained, so their FLOPs and caches are not those of models of one depth.',
  },

  column: {
    textOf: (writer: Writer) => `${models[writer]}’s text`,
    noModel: 'This family has no such model.',
    tokensOf: (writer: Writer) => `Tokens ${models[writer]} wrote`,
    /** Said before the parts of the prompt to those who listen. */
    unseen: 'No longer seen:',
    prompt: 'Prompt:',
    takeTextOf: (writer: Writer) => `Use ${models[writer]}’s text as the page’s text`,
    use: 'Use this text',
    back: 'Back to the prompt alone',
    inUse: 'The page’s text is this one.',
    depths: (depths: readonly number[]) => `Depth of each token: ${depths.join(', ')}`,
    noDepths: 'Depth of each token: none yet',
    everyLayer: 'Every token goes through every layer',
  },
  figures: {
    speed: 'Speed',
    /** Tokens a second. */
    pace: (pace: string) => `${pace} tokens/s`,
    depth: 'Mean depth',
    everyLayer: 'every layer',
    depthOf: (depth: string, recursions: number) => `${depth} of ${recursions}`,
    flops: 'FLOPs so far',
    flopsShort: 'FLOPs',
    live: 'KV cache, live',
    cacheShort: 'KV cache',
    allocated: 'KV cache, allocated',
    held: 'Tokens held',
    heldOf: (held: number, context: number) => `${held} of ${context}`,
  },

  controls: {
    name: 'Writing',
    write: 'Write',
    pause: 'Pause',
    writeOn: 'Write on',
    again: 'Again',
    slide: 'Slide',
    step: 'Step',
    stop: 'Stop',
    notReady: 'The models are not there yet. Writing can begin when they are.',
    tokens: 'Tokens to write',
    each: 'Each token is',
    drawn: 'Drawn',
    greedy: 'Greedy',
    greedyMeans:
      'Greedy takes the likeliest token every time. There is nothing to draw: cuts and seed would change nothing.',
    temperature: 'Temperature',
    topK: 'Top-k',
    topP: 'Top-p',
    seed: 'Seed',
    newSeed: 'New seed',
    hints: {
      tokens: (least: number, most: string) => `${least} to ${most}, while the context has room`,
      temperature: '0 takes the likeliest, 2 is wild',
      topK: (most: number) => `likeliest drawn from, to ${most}; 0 for all`,
      topP: (least: number) => `probability they reach, ${least} to 1; 1 for all`,
      seed: 'the same seed draws the same text',
    },
  },

  table: {
    name: 'The written tokens as a table',
    caption: 'Token, probability, depth, FLOPs, live cache and time of each written token',
    token: 'Token',
    probability: 'Probability',
    depthOf: (recursions: number) => `Depth of ${recursions}`,
    flops: 'FLOPs',
    cache: 'Cache',
    time: 'Time',
  },
};
