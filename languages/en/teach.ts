import type { LessonNotes, NotedLesson } from '../teach';

/** The Teach page and the notes to the lessons. A file of its own, as only that page needs it. */
export const teach = {
  title: 'For teachers',
  lead: 'A prepared view for your class in one link, notes and a worksheet to each lesson, and a tally for a show of hands. No accounts, nothing to install, and it can be kept for a room without a network.',
  before: 'Before the lesson',
  checklist: [
    'Open the link on one of the class’s machines and on the projector. WebGPU makes it fast; without it the models run on the processor, and without that the recorded runs are shown, and say so.',
    'On a weak network press “Keep for offline use” on each machine the day before, or put a copy of the site on a server of the school.',
    'On the projector, press F for the picture on the full screen. A remote control’s keys then step it, Esc leaves.',
  ],

  link: {
    title: 'A link for the class',
    aside: 'opens what you choose, with the rest hidden',
    opens: 'What opens',
    view: 'A view',
    lesson: 'A lesson',
    whichView: 'View',
    whichLesson: 'Lesson',
    fromStep: 'From step',
    codes: 'Every learner sees a letter for the tally after a prediction',
    text: 'Text',
    routing: 'Routing',
    cache: 'KV cache',
    recursions: 'Recursions',
    rule: 'Selection',
    seed: 'Seed',
    hide: 'Hide',
    parts: {
      text: 'Text field',
      examples: 'Examples',
      switches: 'Switches',
      views: 'Choice of view',
      inspector: 'One token',
      cost: 'Costs',
    },
    embed: 'For a frame in another page (no bar, no foot)',
    address: 'The link',
    copy: 'Copy',
    copied: 'The link is copied.',
    notCopied: 'This browser keeps the page from copying: the link stands above.',
    open: 'Open it',
    preview: 'Preview',
    hidePreview: 'Close the preview',
    previewName: 'What the link opens',
  },

  notes: {
    title: 'Notes to the lessons',
    aside: 'each lesson runs by itself; these are for who leads it',
    minutes: (count: number) => `${count} minutes`,
    goals: 'Goals',
    prior: 'Prior knowledge',
    timing: 'Timing',
    timingOf: (play: number, rest: number, check: number) =>
      `${play} minutes of free play, ${rest} for predicting, observing and explaining, ${check} for the questions at the end.`,
    script: 'Key questions, and what to listen for',
    misconception: 'What learners often believe',
    stepsName: 'Steps',
    start: 'Open the lesson',
    worksheet: 'Worksheet',
    file: 'Notes and answers as a file',
    /** Of docs/teachers. */
    folder: 'en',
  },

  worksheet: {
    name: 'Name',
    date: 'Date',
    predict: 'I predict',
    because: 'because',
    saw: 'What the model did',
    observe: 'What I see',
    explain: 'In my own words',
    tried: 'What I tried, and what came out',
    print: 'Print',
    back: 'Back to the notes',
    foot: 'The numbers come from a model that runs on your machine; write down what yours shows.',
  },

  /** docs/teachers: the notes as files. */
  document: {
    index: 'Notes for teachers',
    indexLead:
      'The notes of the page *For teachers*, with the answer to every prediction, the questions at the end and a worksheet for each lesson. Written by `npm run teachers` from the words of the lessons.',
    figures:
      'Figures are those of the recorded runs and of *Results*; where it says [your device], learners read their own.',
    step: 'Step',
    kind: 'What it is',
    answers: 'Predictions and explanations, with their answers',
    letters:
      'After a prediction a learner’s screen shows a letter for the tally, if the link was made so on the page *For teachers*.',
    tokenLetters:
      'One letter for each token picked: A for the first token of the text, B for the second, and so on.',
    answer: 'Answer:',
    ownWords: 'In the learner’s own words. One good answer:',
    end: 'Questions at the end',
    byDevice: 'what your device measures',
    onYourDevice: '[your device]',
    none: 'none',
    comma: ', ',
  },

  tally: {
    title: 'What does the class think?',
    aside: 'before the model answers: a show of hands, or the letter on everybody’s screen',
    about: 'What is voted on',
    own: 'A question of your own',
    prediction: 'Prediction',
    question: 'Question',
    placeholder: 'Which word goes deepest?',
    options: 'How many answers to choose from',
    option: (letter: string) => `Answer ${letter}`,
    optionPlaceholder: 'what it says',
    more: (letter: string) => `One more for ${letter}`,
    fewer: (letter: string) => `One fewer for ${letter}`,
    letters: 'Letters called out or held up',
    lettersHint:
      'A B B C A: counted as you type, in any order; what is no answer is left out. Where tokens are picked, everybody has a letter for each.',
    hidden: 'Hide the bars until everybody has voted',
    clear: 'Begin anew',
    said: (votes: number) => (votes === 1 ? '1 vote' : `${votes} votes`),
    result: (letter: string, votes: number, share: string) => `${letter}: ${votes}, ${share}`,
  },

  lessons: {
    'every-token': {
      goals: [
        'Say what attention does for a token, without formulas.',
        'Tell encoder, decoder and decoder-only models apart by who may look at whom.',
        'Explain why every token of a vanilla model costs the same.',
      ],
      before:
        'What a language model is for: guessing how a text goes on. No mathematics beyond shares and percent.',
      questions: [
        {
          ask: 'If I change the last word, which earlier words can notice?',
          answer: 'None: a token looks back only. The run shows that nothing before the change moves.',
        },
        {
          ask: 'Where is the next word easy to guess, and where hard?',
          answer:
            'Easy inside words and fixed phrases, hard after a full stop or after “a”. Let them argue from the guesses they see.',
        },
        {
          ask: 'Does an easy word get off earlier?',
          answer:
            'Not in this model: every token passes every layer. That waste is the question of all later lessons.',
        },
      ],
      misconception:
        '“The model understands the sentence.” It ranks next tokens; ask what in the picture would show understanding.',
    },
    'one-block': {
      goals: [
        'Count stored and executed layers apart.',
        'Name four ways to share parameters, and say which one these models use.',
        'Predict that sharing saves memory and not work.',
      ],
      before: 'Layers, from the first lesson.',
      questions: [
        {
          ask: 'Eight layers are executed. How many are stored?',
          answer: 'Four: the first, the two of the shared block, the last. The block runs three times.',
        },
        {
          ask: 'Half the parameters: half the work?',
          answer: 'No. Every round multiplies by the same weights again; FLOPs stay those of eight layers.',
        },
        {
          ask: 'How can the same weights do something else in the second round?',
          answer: 'Their input is another: what the first round made of the token.',
        },
      ],
      misconception:
        '“A smaller file is a faster model.” Storage and work are two quantities; the cost panel has both.',
    },
    'who-decides': {
      goals: [
        'Describe the router: one score for a token and a round.',
        'Tell the threshold from top-k, and say which one looks at the future.',
        'Hold a guess about “hard words” against what the run shows.',
      ],
      before: 'The shared block, from the second lesson.',
      questions: [
        {
          ask: 'Which word goes deepest, and why do you think so?',
          answer:
            'Take a vote before the reveal. Depth follows what comes next, not how hard a word is: often a little word goes deepest.',
        },
        {
          ask: 'Does a word always have the same depth?',
          answer: 'No: its neighbours decide with it. A name that comes back shows it.',
        },
        {
          ask: 'What would you have to know to take the best third of a text?',
          answer:
            'All of it, the end included. That is why top-k belongs to training, and the threshold to writing.',
        },
      ],
      misconception:
        '“Mixture” as in mixture of experts: here everybody meets the same block; only the number of rounds differs.',
    },
    'one-ticket': {
      goals: [
        'Describe token-choice: one decision at the start.',
        'Compare it with expert-choice on the same sentence.',
        'Say why the load has to be balanced, and what balancing costs.',
      ],
      before: 'Expert-choice, from the third lesson.',
      questions: [
        {
          ask: 'Can a later word change an earlier ticket?',
          answer: 'Never: it is drawn from the token’s own state. The leak of top-k cannot happen.',
        },
        {
          ask: 'What if everybody takes the long ride?',
          answer:
            'Nothing is saved; if nobody does, the rounds learn nothing. A loss that rewards balance keeps both away.',
        },
        {
          ask: 'Which of the two would you build?',
          answer:
            'No right answer: one controls its costs, the other decides without the future. Ask for reasons from the results.',
        },
      ],
      misconception: '“Deeper is better for a token.” The ticket is a budget, not a mark.',
    },
    memory: {
      goals: [
        'Say what keys and values are kept for.',
        'Predict the bytes of three caches, and check them.',
        'Tell bytes kept from bytes read.',
      ],
      before: 'Attention, from the first lesson; depth, from the third.',
      questions: [
        {
          ask: 'Which shelves stay empty, and why?',
          answer: 'Those of rounds a token did not enter: recursion-wise caching keeps only what was made.',
        },
        {
          ask: 'Recursive sharing keeps a third. What does it give up?',
          answer:
            'Later rounds look at what the first one made; they read as much as before. The results show what that costs in loss.',
        },
        {
          ask: 'What happens with a book of 100,000 tokens?',
          answer: 'Kept and read bytes grow with the text, the weights do not: memory becomes the question.',
        },
      ],
      misconception: '“The cache holds the words.” It holds what each layer made of them.',
    },
    time: {
      goals: [
        'Estimate work in FLOPs and set it beside measured time.',
        'Give reasons why fewer FLOPs need not be fewer milliseconds.',
        'Read a claim about speed critically.',
      ],
      before: 'The second and third lessons. Best on machines of different kinds.',
      questions: [
        {
          ask: 'MoR does less work here. How much faster will it be?',
          answer:
            'Vote first. On most machines hardly: at these sizes time goes into starting each operation, not into arithmetic.',
        },
        {
          ask: 'Why do your neighbours read other times?',
          answer:
            'Another device, another backend, another load. FLOPs are the same everywhere; that is the difference.',
        },
        {
          ask: 'How does batching by depth win the time back?',
          answer:
            'A token that leaves frees its seat for one that is waiting: the same weights serve tokens at different depths at once.',
        },
      ],
      misconception: '“Half the FLOPs, twice as fast.” Ask for the measurement and the machine.',
    },
    honesty: {
      goals: [
        'Show a leak from the future, and name what it flatters.',
        'Use a control: random routing.',
        'Say what a depth is not.',
      ],
      before: 'The third lesson.',
      questions: [
        {
          ask: 'I change the last word and an earlier depth flips. What is wrong?',
          answer: 'The rule chose among the whole text. A model that writes does not have the rest yet.',
        },
        {
          ask: 'Lots instead of a router: how much worse?',
          answer: 'Vote, then look at the results: a little. The router’s merit is the difference, no more.',
        },
        {
          ask: 'Is a deep token an important one?',
          answer: 'A depth is what a router decided. It is no proof of importance, insight or difficulty.',
        },
      ],
      misconception:
        '“What the picture shows is why the model did it.” It shows what was computed; reasons need an experiment.',
    },
  } satisfies { readonly [lesson in NotedLesson]: LessonNotes } as {
    readonly [lesson in NotedLesson]: LessonNotes;
  },
};
