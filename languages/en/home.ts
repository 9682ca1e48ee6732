import { words } from './words';

/** The front door. */
export const home = {
  title: 'A language model that decides how long to think about each word',
  lead: 'Mixture-of-Recursions sends every token through one small block of layers, and lets a router decide, token by token, who goes round again. Here such models run in your browser, and you watch them decide.',
  explore: 'Type a sentence of your own',
  learn: 'Start with a lesson',

  picture: {
    name: (text: string) => `A recorded run of “${text}”`,
    axis: (recursion: number) => `round ${recursion}`,
    block: 'the shared block',
    blockLayers: (layers: string) => `the shared block: layers ${layers}`,
    tokens: 'the text, token by token',
    round: (recursion: number, of: number, said: string) => `Round ${recursion} of ${of}. ${said}`,
    everybody: (count: number) => `All ${count} tokens go through the shared block.`,
    goOn: (names: string, count: number) =>
      count === 1 ? `${names} goes round again` : `${names} go round again`,
    leave: (names: string, count: number) =>
      count === 1 ? `${names} leaves with what it has` : `${names} leave with what they have`,
    nobody: 'nobody goes round again',
    decided: (went: string, left: string, bar: string) =>
      `${went}${left && `; ${left}`}.${bar && ` It takes a score of ${bar} to stay.`}`,
    done: (mor: string, vanilla: string, share: string) =>
      `Done: ${mor} for MoR, ${vanilla} for a vanilla transformer of as many layers, which thinks equally long about every token. That is ${share}.`,
    /** Over the bars that grow. */
    work: 'Arithmetic so far',
    mor: 'MoR',
    vanilla: 'Vanilla',
    play: 'Play',
    again: 'Play again',
    pause: 'Pause',
    back: 'Back',
    step: 'Step',
    end: 'The end',
    source: 'A recorded run of a model of this site; nothing is drawn by hand.',
    open: 'See it live',
  },

  ways: 'Ways in',
  wayExplore: {
    title: 'Explore',
    text: 'Type anything. See the depth of each token, its way through the model, the key-value cache, what it costs and how both models write on.',
  },
  wayLearn: {
    title: 'Learn',
    text: 'Lessons of a quarter of an hour: predict, observe, explain, each on the running model.',
  },
  wayResults: {
    title: 'Results',
    text: 'What these models are worth, measured: losses, equal-FLOPs curves, routers, evaluation sets and speed, beside the paper’s figures.',
  },

  findings: 'What the runs say',
  findingsAside: 'our own small models, trained on the same stories in the same order',
  cost: {
    figure: (share: string) => `${share} of the FLOPs`,
    sentence: (parameters: string, gap: string, worse: boolean) =>
      `MoR with expert-choice needs that share of what vanilla computes for a token, with ${parameters} of its parameters outside the embedding. Its loss is ${gap} nats a token ${worse ? 'higher' : 'lower'}.`,
  },
  lots: {
    figure: (gap: string) => `${gap} nats`,
    sentence: (worse: boolean) =>
      `${worse ? 'more' : 'less'} loss a token when lots are drawn in place of the router. So much, and no more, of the result is owed to it.`,
  },
  small: {
    figure: (gap: string) => `${gap} nats`,
    sentence: (layers: number, flops: string, better: boolean) =>
      `is what a plain model of ${words(layers)} layers with as many parameters has over MoR, at ${flops} of its FLOPs. ${better ? 'At this size recursion does not pay yet.' : 'Here recursion pays.'}`,
  },
  allResults: 'All results, with where MoR loses',

  real: 'What is real here',
  realPoints: [
    'The models are ours: trained with the code of this repository, converted to nothing, downloaded as they are and run on your GPU or processor.',
    'Every number on the site comes from a run on your device, or from a file that a command in the repository wrote. None is typed in.',
    'Nothing leaves your machine: no account, no tracking, no third-party host. It can be kept for use without a network.',
  ],

  people: 'Who comes here',
  student: { who: 'Students', text: 'predict depths, are wrong, and find out why.', link: 'First lesson' },
  teacher: {
    who: 'Teachers',
    text: 'prepare one view with the rest hidden, print a worksheet, and go offline.',
    link: 'For teachers',
  },
  engineer: {
    who: 'Engineers',
    text: 'see counted FLOPs, bytes and measured milliseconds, each with its formula.',
    link: 'Costs of a sentence',
  },
  researcher: {
    who: 'Researchers',
    text: 'find the paper’s tables measured again, and every run’s card and command.',
    link: 'Results',
  },

  footer: {
    navigation: 'More',
    method: 'The method is',
    private: 'No account, no tracking: nothing you type leaves this machine.',
    about: 'About this site',
    teach: 'For teachers',
  },
};
