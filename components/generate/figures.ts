import { mean, median, sum } from 'd3-array';
import type { WriterRole } from '../../store/source';
import { heldBy, readSteps, type Written } from '../../store/written';
import type { GenerationStep } from '../../workers/generation';

/** Tokens whose times the pace is taken from. */
const PACED = 16;

type Pair = { readonly [role in WriterRole]: Written | null };

/** Tokens a second by the median time of the last tokens since the text was last read again; null before the first. */
export function pace({ steps, reopened }: Written): number | null {
  const since = steps.slice(reopened.at(-1)?.after ?? 0);
  const ms = median(readSteps({ steps: since }).slice(-PACED), (step) => step.ms);
  return ms === undefined || ms <= 0 ? null : 1000 / ms;
}

/** Recursions a written token went through, on average; null before the first. */
export function meanDepth(written: Written): number | null {
  return mean(readSteps(written), (step) => step.depth) ?? null;
}

/** FLOPs of the prompt and of the first `count` tokens that were read, and of what was read again for them. */
export function flopsOf(written: Written, count = Number.POSITIVE_INFINITY): number {
  const again = written.reopened.filter(({ after }) => after <= count);
  return (
    written.opened.flops +
    sum(again, ({ opened }) => opened.flops) +
    sum(readSteps(written).slice(0, count), (step) => step.flops)
  );
}

/** Bytes of the live entries after `count` tokens that were read. */
export function kvLive(written: Written, count = Number.POSITIVE_INFINITY): number {
  const last = written.reopened.at(-1);
  if (last && last.after === written.steps.length && last.after <= count) return last.opened.kvBytes;
  return readSteps(written).slice(0, count).at(-1)?.kvBytes ?? written.opened.kvBytes;
}

/** Bytes of the buffers; null before the first token. */
export function kvAllocated(written: Written): number | null {
  return written.steps.at(-1)?.kvBytesAllocated ?? null;
}

/** Tokens of prompt and text that the model has read and still sees. */
export function tokensHeld(written: Written): number {
  return heldBy(written).tokens.length;
}

/** MoR's costs as shares of vanilla's, over as many tokens as both have read. */
export interface Shares {
  readonly tokens: number;
  readonly flops: number;
  readonly kv: number;
}

export function sharesOf({ mor, vanilla }: Pair): Shares | null {
  if (mor === null || vanilla === null) return null;
  const tokens = Math.min(readSteps(mor).length, readSteps(vanilla).length);
  const [flops, kv] = [flopsOf(vanilla, tokens), kvLive(vanilla, tokens)];
  if (tokens === 0 || flops === 0 || kv === 0) return null;
  return { tokens, flops: flopsOf(mor, tokens) / flops, kv: kvLive(mor, tokens) / kv };
}

/** Index of the first token in which the two differ; null as long as they wrote the same. */
export function partedAt({ mor, vanilla }: Pair): number | null {
  if (mor === null || vanilla === null) return null;
  const common = Math.min(mor.steps.length, vanilla.steps.length);
  for (let i = 0; i < common; i += 1) {
    if (mor.steps[i]?.token.id !== vanilla.steps[i]?.token.id) return i;
  }
  return null;
}

/** What a model would have put at a place, likeliest first; the token it took is among them. */
export interface Opinion {
  readonly role: WriterRole;
  readonly alternatives: readonly {
    readonly id: number;
    readonly text: string;
    readonly probability: number;
    readonly taken: boolean;
    readonly ends: boolean;
  }[];
}

/** One list of each model as long as they stood before the same text, then only that of the model asked about. */
export function opinionsAt(pair: Pair, role: WriterRole, index: number, shown: number): readonly Opinion[] {
  const parted = partedAt(pair);
  const agree = parted === null || index <= parted;
  const roles = (['mor', 'vanilla'] as const).filter((each) => each === role || agree);
  return roles.flatMap((each) => {
    const step = pair[each]?.steps[index];
    return step ? [opinion(each, step, shown)] : [];
  });
}

function opinion(role: WriterRole, step: GenerationStep, shown: number): Opinion {
  const entry = (token: GenerationStep['token'], probability: number) => ({
    id: token.id,
    text: token.text,
    probability,
    taken: token.id === step.token.id,
    ends: step.end === 'end-of-text' && token.id === step.token.id,
  });
  const likeliest = step.alternatives.slice(0, shown).map((each) => entry(each.token, each.probability));
  if (likeliest.some((each) => each.taken)) return { role, alternatives: likeliest };
  return { role, alternatives: [...likeliest, entry(step.token, step.probability)] };
}
