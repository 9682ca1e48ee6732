import { mark, type Rich } from '../rich';

/** The page Explore around its views. */
export const explore = {
  view: 'View',
  views: {
    depth: 'Depth',
    flow: 'Flow',
    'kv-cache': 'KV cache',
    generate: 'Generate',
    causality: 'Causality',
    batching: 'Batching',
  },
  oneMoment: 'One moment',
  onTheWay: 'The picture is on its way.',
  oneToken: 'One token',
  costs: 'What it costs',
  about: (): Rich<'paper'> => [
    'Every number here comes from a model that runs in this page, or from a recorded run of one. The method is ',
    mark('paper', 'Mixture-of-Recursions (arXiv 2507.10524)'),
    '. The models are small ones of our own, trained on simple stories.',
  ],
  showAll: 'Show all controls',
  openWhole: 'Open in MoR Explorer',
  link: {
    name: 'Link',
    copy: 'Copy link',
    share: 'Share link',
    copied: 'Copied',
    field: 'Link to what is in view',
    said: {
      copied: 'The link is copied.',
      shared: '',
      refused: 'This browser keeps the page from copying. The link to copy:',
    },
    textLeftOut: 'The text is too long for a link; it opens with the first example.',
  },
};
