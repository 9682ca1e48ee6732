import type { BackendName } from '../../model/backend';
import type { Refusal } from '../../model/backends/refused';
import type { MorErrorData } from '../../model/errors';
import type { Unreadable } from '../../model/unreadable';
import { errors } from './errors';
import { status } from './status';

/** The switches that choose a model, by their values. */
interface Switches {
  readonly routing: 'expert' | 'token' | 'random';
  readonly cache: 'recursion-wise' | 'shared';
  readonly recursions: number;
  readonly model: string;
}

/** What a parameter of the address may say. */
export type Known =
  | { readonly values: readonly string[] }
  | { readonly from: number; readonly to: number; readonly whole: boolean }
  | { readonly any: 'whole numbers' | 'flags' };

const routings = { expert: 'expert-choice routing', token: 'token-choice routing', random: 'random routing' };
const caches = { 'recursion-wise': 'the recursion-wise cache', shared: 'recursive sharing of the cache' };

const inWords = ({ routing, cache, recursions, model }: Partial<Switches>) =>
  [
    routing && routings[routing],
    cache && caches[cache],
    recursions && `${recursions} recursions`,
    model && `the ${model} size`,
  ]
    .filter(Boolean)
    .join(' and ');

const knownInWords = (known: Known) => {
  if ('values' in known) return known.values.join(', ');
  if ('any' in known) return known.any === 'flags' ? '0 and 1' : 'whole numbers';
  return `${known.whole ? 'whole numbers' : 'numbers'} from ${known.from} to ${known.to}`;
};

const told = (error: MorErrorData) => errors.say(error).message;

/** What the page changed by itself or could not do. */
export const notices = {
  /** No model for the wanted switches: which of them moved, and where to. */
  nearest: (wanted: Partial<Switches>, moved: Partial<Switches>) =>
    `No model was trained with ${inWords(wanted)}; showing ${inWords(moved)} instead.`,
  badParameter: (key: string, value: string, used: string | null, known: Known) =>
    `The link asks for ${key}=${value}, which this page does not know; using ${used ?? 'none'}. It knows ${knownInWords(known)}.`,
  textCapped: (limit: number) =>
    `The text is longer than this page keeps: its first ${limit.toLocaleString('en')} characters were kept.`,
  textTooLongForLink: (limit: number) =>
    `The text is kept on this page but is too long for a link (${limit.toLocaleString('en')} characters, fewer in scripts other than Latin): a link made now opens with the first preset.`,
  /** A file was not opened, for a reason that its error says, or as data where it is the file's own. */
  file: ({ error }: { name: string; error: MorErrorData; unreadable: Unreadable | null }) =>
    `${error.message} ${error.remedy}`,
  /** Another backend than the one chosen computes. */
  otherBackend: (wanted: BackendName, refused: Refusal | null, used: BackendName) => {
    const why = refused === null ? '' : `: ${status.refused(refused)}`;
    return `${status.backends[wanted]} cannot be used here${why}. Running on ${status.backends[used]} instead.`;
  },
  restarted: (error: MorErrorData, backend: string) =>
    `${told(error)} The text and the settings are kept; going on with ${backend}.`,
  onlyRecorded: (error: MorErrorData) =>
    `${told(error)} The recorded examples can still be read: pick one of the texts offered, with the default switches.`,
  unverified:
    'This page was not opened over https, so the browser offers no checksums and keeps no models: sizes were checked, and models are fetched again at each visit.',
};
