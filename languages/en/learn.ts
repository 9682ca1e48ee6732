import type { Verdict } from '../learn';

/** The lessons' frame: everything around their prose. A file of its own, as only the Learn pages need it. */
export const learn = {
  title: 'Learn',
  lead: 'Seven short lessons on the running model. Each asks you to predict, shows what happens, and lets you explain it. Nothing is filmed: the numbers in the text are those of the run beside it.',
  minutes: (count: number) => `about ${count} minutes`,
  totalMinutes: (count: number) =>
    `${count} minutes in all; stop wherever you like, this browser remembers where you were`,
  lessons: {
    'every-token': {
      title: 'Every token, every layer',
      promise:
        'From attention to the decoder-only transformer, and to what it never asks: does this word need all of that?',
    },
    'one-block': {
      title: 'One block, used many times',
      promise: 'A model with half the weights and all of the depth: four ways to share, and what they cost.',
    },
    'who-decides': {
      title: 'Who decides?',
      promise:
        'The router scores each token and lets some go round again. Which ones? Probably not those you think.',
    },
    'one-ticket': {
      title: 'One ticket each',
      promise:
        'Token-choice decides once, before the first round. What it gains, and why it has to be balanced.',
    },
    memory: {
      title: 'Where does the memory go?',
      promise: 'What a model keeps of everything it has read, and two ways of keeping less.',
    },
    time: {
      title: 'FLOPs are not milliseconds',
      promise:
        'Less arithmetic, hardly less time: where it gets lost, and how batching by depth gets it back.',
    },
    honesty: {
      title: 'What goes wrong',
      promise:
        'A router that peeks at the future, lots that do nearly as well, and what a depth does not mean.',
    },
    challenges: {
      title: 'Five challenges',
      promise: 'Find texts that make the model do what you want. There is no one answer.',
    },
  },
  sections: {
    lessons: 'Lessons',
    quiz: 'Quiz',
    challenges: 'Challenges',
    glossary: 'Glossary',
  },
  state: {
    fresh: 'Begin',
    begun: (step: number, steps: number) => `Go on at step ${step} of ${steps}`,
    finished: 'Done. Look again',
  },
  challengesDone: (done: number, all: number) => `${done} of ${all} met`,
  glossaryLead: (count: number) =>
    `${count} terms, each in a sentence or two. In the lessons every term opens its entry where it stands.`,
  search: {
    name: 'Find a term',
    all: (count: number) => `${count} terms`,
    found: (count: number, all: number) =>
      count === 0 ? `None of the ${all} terms has that. Escape shows them all.` : `${count} of ${all} terms`,
  },
  termGroups: {
    transformer: 'The transformer',
    recursion: 'Recursion',
    routing: 'Routing',
    cost: 'Cost',
  },

  player: {
    back: 'Back',
    next: 'Next',
    finish: 'Finish',
    all: 'All lessons',
    following: (title: string) => `Next lesson: ${title}`,
    restart: 'Start this lesson again',
    position: (step: number, steps: number) => `Step ${step} of ${steps}`,
    steps: 'Steps',
    stepDone: 'done',
    coming: 'The lesson is on its way.',
    kinds: {
      read: 'Read',
      'open-play': 'Play',
      predict: 'Predict',
      do: 'Do',
      observe: 'Observe',
      explain: 'Explain',
      check: 'Check',
      challenge: 'Challenge',
    },
    playFor: (minutes: number) => `for about ${minutes} minutes; there is nothing to get wrong`,
    recorded:
      'No model can run in this browser at the moment, so the lesson goes on with recorded runs. What needs a running model can be passed over.',
    model: 'The model beside the lesson',
  },

  predict: {
    covered: 'Covered until you have committed your prediction',
    coveredWhy:
      'Whoever has guessed first sees more. The model has answered already; nobody moves the goalposts.',
    commit: 'Commit my prediction',
    toGoOn: 'Commit a prediction to go on.',
    reading: 'The model is reading the text.',
    none: 'The run cannot tell here, as no model runs. Go on to the next step.',
    picked: (count: number) =>
      count === 0 ? 'No token picked' : count === 1 ? 'One token picked' : `${count} tokens picked`,
    yours: 'You',
    run: 'The run',
    /** In its place where reason decides and no run. */
    inFact: 'In fact',
    verdict: {
      right: 'Just as you said.',
      near: 'Partly as you said.',
      other: 'It came out differently.',
    } as { readonly [verdict in Verdict]: string },
    depth: (depth: number) => `depth ${depth}`,
    pickedByYou: 'picked by you',
    chance: (next: string, share: string) => `What follows is “${next}”: vanilla gave it ${share}.`,
    nothingAfter: 'Nothing follows it here, so no guess could be marked.',
    why: 'Why',
    code: 'Your code for the class',
    bar: (share: string) => `Your estimate: ${share}`,
    /** What a bar is a share of, and how a share of it is said. */
    whole: {
      vanilla: { name: 'Vanilla', share: (share: string) => `${share} of vanilla’s` },
      rounds: { name: 'Every token, every round', share: (share: string) => `${share} of all rounds` },
      tokens: { name: 'All tokens', share: (share: string) => `${share} of the tokens` },
    },
    up: (name: string) => `Move ${name} up`,
    down: (name: string) => `Move ${name} down`,
    least: 'least',
    most: 'most',
  },

  explain: {
    field: 'In your own words',
    show: 'Show a model answer',
    model: 'One good answer',
    kept: 'What you write stays in this browser.',
  },
  check: {
    right: 'Right.',
    wrong: 'Not this one.',
  },

  goal: {
    met: 'Done.',
    reached: 'Reached. Well played.',
    open: 'Not yet',
    now: (value: string) => ` (now ${value})`,
    measure: {
      tokens: 'tokens in the text',
      recursions: 'recursions',
      layers: 'layers',
      meanDepth: 'mean depth',
      leftEarly: 'tokens that left after one round',
      wentAllTheWay: 'tokens that went all the way',
      leftEarlyShare: 'share of tokens that left after one round',
      passesShare: 'share of all possible rounds',
      parametersShare: 'parameters, of vanilla’s',
      flopsShare: 'FLOPs, of vanilla’s',
      kvShare: 'KV cache, of vanilla’s',
      kvReadShare: 'cache reads, of vanilla’s',
      timeShare: 'time, of vanilla’s',
      timeOverFlops: 'share of time over share of FLOPs',
      lossGap: 'loss above vanilla’s, nats a token',
      depthsOfOneWord: 'depths of one and the same word',
    },
    above: (what: string, bound: string) => `${what}: above ${bound}`,
    below: (what: string, bound: string) => `${what}: below ${bound}`,
    ownText: 'a text of your own',
    pin: 'a token pinned',
    scrub: 'the picture stopped after one of the recursions',
    changedWord: 'another word put in the place of one',
    setting: (name: string, value: string) => `${name}: ${value}`,
    settings: {
      routing: 'routing',
      cache: 'KV cache',
      recursions: 'recursions',
      rule: 'selection rule',
      view: 'view',
      flowOf: 'model shown in Flow',
      contextLength: 'context length',
    },
    values: {
      expert: 'expert-choice',
      token: 'token-choice',
      random: 'random',
      'recursion-wise': 'recursion-wise',
      shared: 'shared',
      'top-k': 'top-k',
      threshold: 'threshold',
      depth: 'Depth',
      flow: 'Flow',
      'kv-cache': 'KV cache',
      generate: 'Generate',
      causality: 'Causality',
      mor: 'MoR',
      recursive: 'Recursive',
      vanilla: 'Vanilla',
    } as { readonly [value: string]: string },
  },

  prose: {
    noTokens: 'none',
    and: ' and ',
    comma: ', ',
    pending: '…',
    fromRun: 'from the run in view',
    fromResults: 'measured here; see Results',
    fromPaper: 'printed in the paper',
    close: 'Close',
    entry: 'Whole glossary',
  },

  quiz: {
    title: 'Six questions, before and after',
    lead: 'Answer once before the lessons and once after. Both scores are kept in this browser, for you alone. There are no tricks, and before the lessons nobody is expected to know.',
    before: 'Before the lessons',
    after: 'After the lessons',
    begin: { before: 'Take the quiz', after: 'Take it again' },
    score: (right: number, all: number) => `${right} of ${all}`,
    notYet: 'not taken yet',
    gain: (points: number) =>
      points > 0
        ? `${points} more than before.`
        : points === 0
          ? 'As many as before.'
          : `${-points} fewer than before.`,
    hand: 'Hand in',
    left: (count: number) =>
      count === 1 ? 'One question is still open.' : `${count} questions are still open.`,
    afterFirst: 'Answers and reasons are shown after the second time.',
    reasons: 'Answers and reasons',
    forget: 'Forget both scores',
    yours: 'your answer',
    right: 'the right one',
    items: {
      depth: {
        question: 'In a Mixture-of-Recursions model, what does a token’s depth count?',
        options: {
          layers: 'How many different layers it has weights for',
          rounds: 'How often it went through the same shared block',
          position: 'How far back in the text it looks',
        },
        why: 'There is one shared block. A token of depth 3 went through the same weights three times; nothing about it is stored in different layers.',
      },
      experts: {
        question: 'What does the router choose between?',
        options: {
          experts: 'Several experts with different weights',
          rounds: 'Going round the same block again, or leaving',
          words: 'Words that may come next',
        },
        why: 'Unlike a mixture of experts, MoR has no specialists: the choice is about how much computing, not about whose.',
      },
      hard: {
        question: 'Which tokens go deepest?',
        options: {
          rare: 'Rare and difficult words, always',
          long: 'The longest words',
          depends: 'It depends on the model and the context; function words and punctuation often do',
        },
        why: 'Depth is spent at a place in the text to predict what comes next. In the models here a word like “to” or a full stop goes deeper on average than a rare noun.',
      },
      cache: {
        question: 'What does recursion-wise caching not store?',
        options: {
          first: 'Keys and values of the first tokens',
          left: 'Keys and values of a token for the rounds it did not take',
          values: 'Values; only keys are kept',
        },
        why: 'A token that left makes no keys and values in later rounds, so there is nothing to store and nothing to read.',
      },
      time: {
        question: 'A model needs 75% of the FLOPs. How long does it take, for one text on one device?',
        options: {
          same: 'Exactly 75% of the time',
          measure: 'It has to be measured; often more than 75%',
          half: 'Less than 75%, as caches help',
        },
        why: 'Starting kernels, moving memory and idle lanes take time that no FLOP counts. Only work in large batches comes near the ratio.',
      },
      meaning: {
        question: 'A token has depth 3 of 3. What does that show?',
        options: {
          understood: 'That the model understood it deeply',
          important: 'That it matters most to the sentence',
          computed: 'That the router’s score made the block run on it three times',
        },
        why: 'A depth is a decision that helped to lower the loss in training. Drawing lots does nearly as well in small models, so read no thoughts into it.',
      },
    } as {
      readonly [item: string]: {
        readonly question: string;
        readonly options: { readonly [option: string]: string };
        readonly why: string;
      };
    },
  },
};
