import { mark, type Rich } from '../rich';
import { words } from './words';

type Terms = Rich<'term'>;

/** The row of switches, and what they mean as they stand. */
export const switches = {
  name: 'Model and rules',
  change: 'Change',
  done: 'Done',
  caveat: 'not trained with the other switches as they stand; choosing it moves them',
  runWith: 'Run it with',
  names: {
    routing: 'Routing',
    cache: 'KV cache',
    recursions: 'Recursions',
    rule: 'Selection',
    model: 'Model',
  },
  routing: { expert: 'Expert-choice', token: 'Token-choice', random: 'Random' },
  cache: { 'recursion-wise': 'Recursion-wise', shared: 'Shared' },
  rule: { threshold: 'Threshold', 'top-k': 'Top-k' },
  servedCache: { trained: 'its own cache', other: 'the other one' },

  /** What the routing does, and the rule under which it does. */
  routed: {
    token: (recursions: number): Terms => [
      `Each token is given its number of rounds, up to ${words(recursions)}, at the start (`,
      mark('term', 'token-choice'),
      ').',
    ],
    expert: {
      threshold: (): Terms => [
        'A router picks who goes round again (',
        mark('term', 'expert-choice'),
        '): whoever reaches the bar; later words play no part (',
        mark('term', 'threshold'),
        ').',
      ],
      'top-k': (): Terms => [
        'A router picks who goes round again (',
        mark('term', 'expert-choice'),
        '): the highest scores of the whole text, later words included (',
        mark('term', 'top-k'),
        ').',
      ],
    },
    random: {
      threshold: (recursions: number): Terms => [
        `A drawn number decides before each of the ${words(recursions)} rounds, whatever the text says (`,
        mark('term', 'random'),
        ', the control): whoever reaches the bar; later words play no part (',
        mark('term', 'threshold'),
        ').',
      ],
      'top-k': (recursions: number): Terms => [
        `A drawn number decides before each of the ${words(recursions)} rounds, whatever the text says (`,
        mark('term', 'random'),
        ', the control): the highest scores of the whole text, later words included (',
        mark('term', 'top-k'),
        ').',
      ],
    },
  },
  /** What the cache keeps. */
  kept: {
    shared: (): Terms => [
      'Keys and values of the first round are kept and reused (',
      mark('term', 'recursive sharing'),
      ').',
    ],
    'recursion-wise': (): Terms => [
      'Each round keeps the keys and values of its own tokens (',
      mark('term', 'recursion-wise'),
      ').',
    ],
  },
  /** By the cache the model was trained with: it runs under the other. */
  mismatched: {
    shared: (): Terms => [
      'The model was trained to reuse the keys and values of the first round (',
      mark('term', 'recursive sharing'),
      '); here each round keeps its own (',
      mark('term', 'recursion-wise'),
      '): a mismatch.',
    ],
    'recursion-wise': (): Terms => [
      'The model was trained to keep each round’s own keys and values (',
      mark('term', 'recursion-wise'),
      '); here those of the first round are reused (',
      mark('term', 'recursive sharing'),
      '): a mismatch.',
    ],
  },

  /** The switches in a line, for a phone. */
  summary: {
    cache: { 'recursion-wise': 'recursion-wise cache', shared: 'shared cache' },
    mismatched: {
      'recursion-wise': 'recursion-wise cache run as shared',
      shared: 'shared cache run as recursion-wise',
    },
    recursions: (count: number) => `${count} recursions`,
    rule: { threshold: 'threshold', 'top-k': 'top-k' },
    joined: (parts: readonly string[]) => parts.join(', '),
  },
};
