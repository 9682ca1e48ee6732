import { t } from '../../languages/current';

/** What became of a link. */
export type Outcome = 'copied' | 'shared' | 'refused';

/** Copies an address, or hands it to whatever the device shares with. */
export async function handOver(address: string, shares = false): Promise<Outcome> {
  try {
    if (shares) await navigator.share({ title: document.title, url: address });
    else await navigator.clipboard.writeText(address);
    return shares ? 'shared' : 'copied';
  } catch (error) {
    const changedMind = error instanceof DOMException && error.name === 'AbortError';
    return changedMind ? 'shared' : 'refused';
  }
}

/** The outcome in words; `whole` is false where the text was too long for a link. */
export function describeOutcome(outcome: Outcome, whole: boolean): string {
  const { said, textLeftOut } = t().explore.link;
  return whole ? said[outcome] : t().common.sentences([said[outcome], textLeftOut]);
}
