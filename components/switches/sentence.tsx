import type { ReactNode } from 'react';
import type { Settings } from '../../store/state';
import { words } from '../ui/format';

/** What the switches mean as they stand, in plain words; the term after them, in italics. */
export function SwitchesInWords({ settings }: { readonly settings: Settings }): ReactNode {
  return (
    <>
      {routing(settings)} {cache(settings)}
    </>
  );
}

function routing({ routing: type, rule, recursions }: Settings): ReactNode {
  const rounds = words(recursions);
  if (type === 'token') {
    return (
      <>
        Each token is given its number of rounds, up to {rounds}, at the start (<em>token-choice</em>).
      </>
    );
  }
  const who =
    type === 'random' ? (
      <>
        A drawn number decides before each of the {rounds} rounds, whatever the text says (<em>random</em>,
        the control)
      </>
    ) : (
      <>
        A router picks who goes round again (<em>expert-choice</em>)
      </>
    );
  return rule === 'threshold' ? (
    <>
      {who}: whoever reaches the bar; later words play no part (<em>threshold</em>).
    </>
  ) : (
    <>
      {who}: the highest scores of the whole text, later words included (<em>top-k</em>).
    </>
  );
}

function cache({ cache: kind, servedCache }: Settings): ReactNode {
  if (servedCache === 'other') return mismatch(kind);
  return kind === 'shared' ? (
    <>
      Keys and values of the first round are kept and reused (<em>recursive sharing</em>).
    </>
  ) : (
    <>
      Each round keeps the keys and values of its own tokens (<em>recursion-wise</em>).
    </>
  );
}

function mismatch(trained: Settings['cache']): ReactNode {
  return trained === 'shared' ? (
    <>
      The model was trained to reuse the keys and values of the first round (<em>recursive sharing</em>); here
      each round keeps its own (<em>recursion-wise</em>): a mismatch.
    </>
  ) : (
    <>
      The model was trained to keep each round’s own keys and values (<em>recursion-wise</em>); here those of
      the first round are reused (<em>recursive sharing</em>): a mismatch.
    </>
  );
}
