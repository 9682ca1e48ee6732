import { capital, counted, words } from './words';

type Difference = 'same' | 'higher' | 'lower';

const differs = (how: Difference, size: string, unit: string) =>
  how === 'same' ? 'no different' : `${size}${unit} ${how}`;
const NATS = ' nats a token';
const SMALL = 'One text is a small sample: another may tell otherwise.';

/** What the three models cost. Figures come as they are printed. */
export const cost = {
  title: 'What it costs',
  aside: (tokens: number) => `this text, ${counted(tokens, 'token')}; choose a figure for its formula`,
  table: 'Costs of the three models on this text',
  model: 'Model',
  empty: 'Counted from the run, once there is one.',
  models: { vanilla: 'Vanilla', recursive: 'Recursive', mor: 'MoR' },
  figures: {
    parameters: 'Parameters',
    flops: 'FLOPs',
    flopsPerToken: 'FLOPs a token',
    kvCache: 'KV cache',
    kvRead: 'KV read',
    loss: 'Loss',
    time: 'Time',
  },
  /** Of the popover behind a figure, and of its button. */
  figureOf: (figure: string, model: string) => `${figure}, ${model}`,
  howOf: (figure: string, model: string, value: string) => `${value}. How ${model}’s ${figure} come about`,

  counting: 'How FLOPs are counted',
  accounts: { honest: 'Exact', paper: 'The paper’s', executed: 'Every pair' },
  accountMeaning: {
    honest: 'FLOPs counted exactly: real widths, router and head included.',
    paper: 'FLOPs counted as the paper does: full widths, neither router nor head.',
    executed:
      'FLOPs as plain tensor operations execute them, masked pairs included. The kernels here skip most of those.',
  },

  othersComing: 'The other two models are still on their way.',
  /** MoR beside vanilla. `loss` is null where one of the two has none. */
  summary: (
    flops: string,
    kept: string,
    loss: { readonly how: Difference; readonly size: string } | null,
  ) => {
    const lossPart =
      loss === null
        ? ''
        : `; its loss is ${loss.how === 'same' ? 'the same' : `${loss.size} nats ${loss.how}`}`;
    return `On this text MoR does ${flops} of vanilla’s FLOPs and keeps ${kept} of its cache${lossPart}.`;
  },
  notes: {
    vanilla: (layers: number, trained: number) =>
      `MoR goes through ${words(layers)} layers here. Vanilla’s parameters, FLOPs and bytes are counted for ${words(layers)} layers; its loss and time are those of the ${words(trained)}-layer model that was trained.`,
    recursive: (rounds: number, trained: number) =>
      `The recursive model that was trained goes round ${words(trained)} times. Its parameters, FLOPs and bytes are counted for ${words(rounds)} rounds; its loss and time are its own.`,
  },

  formula: {
    /** Before the total of several terms. */
    together: 'Together',
    parameters: (run: number, stored: number) =>
      `Stored once, however often they are used: ${run} layers run, ${stored} are stored.`,
    flops: {
      honest:
        'Two FLOPs a multiplication and addition. Keys and values at their real width, attention over the pairs a token may see, router and head counted; norms are not.',
      paper:
        'As the paper counts: two FLOPs a multiplication and addition, keys and values at full width, attention halved for causality; router and head are left out.',
      executed:
        'What plain tensor operations multiply: as the exact count, but attention over every pair of query and key, also those that are masked. The kernels here skip most masked pairs, so what they do lies between the two.',
    },
    cache: (entries: string, bytes: number) =>
      `${entries} keys with their values are kept: one for each token in each layer pass that makes its own. Each number takes ${bytes} bytes here.`,
    cacheRead: (entries: string) =>
      `What writing this text token by token reads from the cache: each token looks at every entry it may see, ${entries} in all.`,
    loss: (count: string, evenly: string) =>
      `How surprised the model is by the next token, on average over ${count}: the negative logarithm of the chance it gave. As good as guessing evenly among ${evenly} tokens.`,
    time: (runs: number, device: string) =>
      `Measured: ${runs === 1 ? 'one forward pass' : `the median of ${words(runs)} forward passes, the models taking turns,`} on ${device}, until the result was back. A short text is mostly waiting, so fewer FLOPs need not mean less time.`,
    device: (backend: string, adapter: string | null) =>
      adapter === null ? backend : `${backend}, ${adapter}`,
    terms: {
      embeddingProduct: 'embedding, words times width',
      embedding: 'embedding',
      layersStored: 'layers stored',
      norms: 'norms',
      routers: 'routers',
      projectionsOf: (passes: string, written: string) =>
        `projections, ${passes} token passes, ${written} with keys and values`,
      projections: 'projections',
      attentionOf: (pairs: string) => `attention, ${pairs} pairs`,
      attention: 'attention',
      feedForward: 'feed-forward',
      router: 'router',
      head: 'head',
      entries: 'entries, key and value, heads, width, bytes',
      entriesRead: 'entries read, key and value, heads, width, bytes',
      loss: 'sum over the tokens, by their number',
      recursion: (recursion: number) => `recursion ${recursion}`,
      around: 'before, between and after',
      scaledCache: 'tokens, entries, bytes',
    },
  },

  mismatch: {
    title: 'What a mismatch costs',
    rules: { topk: 'top-k', threshold: 'threshold' },
    /** A way to run a model. */
    way: (cache: string, rule: string | null) => (rule === null ? cache : `${cache}, ${rule}`),
    /** The same, at the beginning of a row. */
    row: (cache: string, rule: string | null) => capital(rule === null ? cache : `${cache}, ${rule}`),
    trained: (cache: string) => `This model was trained with the ${cache}.`,
    trainedTopk: (cache: string) =>
      `This model was trained with the ${cache} and with top-k, which looks at the whole text. Writing word by word can only use the threshold: a mismatch of its own kind.`,
    table: 'Loss of this text in every way this model can be run',
    runWith: 'Run with',
    loss: 'Loss, nats',
    beside: 'Beside training',
    meanDepth: 'Mean depth',
    asTrained: 'as trained',
    inView: 'in view',
    none: 'none',
    computing: 'computing',
    notRun: 'not run',
    again: 'Try again',
    single: 'A single token has no loss to compare.',
    otherCache: (how: Difference, size: string) =>
      `On this text the other cache makes the loss ${differs(how, size, NATS)}. ${SMALL}`,
    /** Each a difference of losses: the other cache by either rule, and the threshold in place of top-k with the own cache. */
    both: (
      threshold: readonly [Difference, string],
      topk: readonly [Difference, string],
      rules: readonly [Difference, string],
    ) =>
      `On this text the other cache makes the loss ${differs(...threshold, NATS)} by threshold and ${differs(...topk, '')} by top-k. Threshold in place of top-k, with its own cache, makes it ${differs(...rules, NATS)}. ${SMALL}`,
  },

  scale: {
    title: 'At the paper’s sizes',
    size: 'Size',
    context: 'Context',
    tokens: (count: string) => `${count} tokens`,
    table: (shape: string, tokens: string) => `Costs at ${shape} and ${tokens} tokens of context`,
    parameters: (layers: number) =>
      `${layers} layers run; what is stored is counted once. The paper’s names leave the embedding out.`,
    flops: (tokens: string, shares: readonly string[]) =>
      `Of an average token in a text of ${tokens}, with every recursion taking its share of the tokens${shares.length === 0 ? '' : ` (${shares.join(', ')})`}.`,
    cache: (entries: string, bytes: string, shares: readonly string[]) =>
      `A token keeps ${entries} entries on average, of ${bytes} bytes each (two bytes a number)${shares.length === 0 ? '' : ` (${shares.join(', ')})`}.`,
    summary: (
      shape: string,
      layers: number,
      tokens: string,
      flops: string,
      kept: string,
      parameters: string,
    ) =>
      `At ${shape}, ${layers} layers and ${tokens} tokens, MoR needs ${flops} of vanilla’s FLOPs, ${kept} of its KV cache and ${parameters} of its parameters.`,
  },
};
