import { Fragment, type ReactNode } from 'react';
import type { Rich } from '../../languages/rich';

interface Props<Kind extends string> {
  readonly text: Rich<Kind>;
  /** How each kind of mark is drawn. */
  readonly as: { readonly [kind in Kind]: (text: string) => ReactNode };
}

/** A message with stretches that are drawn in ways of their own: the language says where, this component's owner says how. */
export function RichText<Kind extends string>({ text, as }: Props<Kind>) {
  return text.map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place in the message
    <Fragment key={i}>{typeof part === 'string' ? part : as[part.mark](part.text)}</Fragment>
  ));
}

/** A term in italics, once its plain words have been said. */
export const term = (text: string) => <em>{text}</em>;
