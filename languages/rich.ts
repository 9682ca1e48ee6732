/** A stretch of a message that the page draws in a way of its own: a term in italics, a link, words that light their tokens. */
export interface Marked<Kind extends string> {
  readonly mark: Kind;
  readonly text: string;
}

/**
 * A message with such stretches, in reading order. The language decides where they stand; the component decides what a mark
 * looks like and does (`RichText` of components/ui).
 */
export type Rich<Kind extends string> = readonly (string | Marked<Kind>)[];

export const mark = <Kind extends string>(kind: Kind, text: string): Marked<Kind> => ({ mark: kind, text });

/** The message without its marks. */
export const plainText = (rich: Rich<string>): string =>
  rich.map((part) => (typeof part === 'string' ? part : part.text)).join('');
