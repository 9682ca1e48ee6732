import { t } from '../../languages/current';
import type { MorErrorData } from '../../model/errors';

/** An error in a line: what happened, what can be done, its own English sentence where another language was spoken, its code. */
export function SaidError({ error }: { readonly error: MorErrorData }) {
  const { message, remedy, original } = t().errors.say(error);
  return (
    <>
      <strong>{message}</strong> {remedy} {original !== null && <span lang="en">{original} </span>}
      <code>{error.code}</code>
    </>
  );
}
