import * as v from 'valibot';
import { MorError } from './errors';

/** Why a trace, or the file of one, cannot be shown; the page has a sentence for each kind in every language. */
export type Unreadable =
  | {
      readonly why: 'not-json' | 'no-trace' | 'no-mor-trace' | 'not-one-text' | 'other-model' | 'parts';
    }
  | { readonly why: 'too-large'; readonly mebibytes: number }
  /** It is no file of this format. */
  | { readonly why: 'format'; readonly format: string }
  /** The file or one of its traces is of a version that is not read. */
  | { readonly why: 'version'; readonly of: 'file' | 'trace'; readonly found: string; readonly read: number }
  /** What stands in a field is not what is expected there, as a type or a value; the sentence is the schema's own. */
  | {
      readonly why: 'field';
      readonly field: string;
      readonly expected: string | null;
      readonly received: string;
      readonly sentence: string;
    }
  /** The config of a trace contradicts itself, as its own error says. */
  | { readonly why: 'config'; readonly sentence: string };

/** What a schema has found amiss. */
export function fieldUnreadable(issue: v.BaseIssue<unknown>): Unreadable {
  const { expected, received, message } = issue;
  return { why: 'field', field: v.getDotPath(issue) ?? 'it', expected, received, sentence: message };
}

/** E-TRACE, with its reason as data. */
export class TraceUnreadable extends MorError {
  constructor(
    readonly unreadable: Unreadable,
    options?: ErrorOptions,
  ) {
    super(
      'E-TRACE',
      `The trace cannot be read: ${sentenceOf(unreadable)}.`,
      'Record it again with this version of the program.',
      options,
    );
  }
}

function sentenceOf(unreadable: Unreadable): string {
  switch (unreadable.why) {
    case 'not-json':
      return 'it is not JSON';
    case 'no-trace':
      return 'it holds no trace';
    case 'no-mor-trace':
      return 'it holds no trace of a MoR model';
    case 'not-one-text':
      return 'its traces are not of one text';
    case 'other-model':
      return 'a trace stands in the place of another model';
    case 'parts':
      return 'its parts do not fit together';
    case 'too-large':
      return `it is larger than ${unreadable.mebibytes} MiB`;
    case 'format':
      return `its format is not “${unreadable.format}”`;
    case 'version': {
      const it = unreadable.of === 'file' ? 'the file' : 'it';
      return `${it} is of version ${unreadable.found}, and this page reads version ${unreadable.read}`;
    }
    case 'field':
      return `${unreadable.field}: ${unreadable.sentence}`;
    case 'config':
      return unreadable.sentence;
  }
}
