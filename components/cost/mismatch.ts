import { mean } from 'd3-array';
import { t } from '../../languages/current';
import type { KvCacheType } from '../../model/config';
import type { SelectionRule, Trace } from '../../model/trace';
import { otherCache } from '../../store/settings';
import type { ManifestMember } from '../../workers/manifest';
import { capital } from '../ui/format';

/** A way to run a model: the cache it keeps, and who goes on. */
export interface Combination {
  readonly kvCache: KvCacheType;
  /** Null under token-choice, where nothing is selected. */
  readonly rule: SelectionRule | null;
}

/** What a way to run the model came to on a text. */
export interface Outcome extends Combination {
  /** Nats a token; null for a single token. */
  readonly loss: number | null;
  readonly meanDepth: number;
}

/** Every way a routed model can be run, the one it was trained with first. */
export function combinationsOf(member: Pick<ManifestMember, 'cache' | 'routing'>): readonly Combination[] {
  const rules = member.routing === 'token' ? [null] : (['topk', 'threshold'] as const);
  return [member.cache, otherCache(member)].flatMap((kvCache) => rules.map((rule) => ({ kvCache, rule })));
}

export function outcomeOf(combination: Combination, { loss, depth }: Trace): Outcome {
  return { ...combination, loss, meanDepth: mean(depth) ?? 0 };
}

/** True where the trace was run so. */
export function isOf({ kvCache, rule }: Combination, trace: Trace): boolean {
  return trace.config.kvCache === kvCache && (rule === null || trace.rule === rule);
}

const RULES: { readonly [rule in SelectionRule]: string } = { topk: 'top-k', threshold: 'threshold' };

/** `shared cache, top-k`. */
export function nameOf({ kvCache, rule }: Combination): string {
  return rule === null ? t().trace.caches[kvCache] : `${t().trace.caches[kvCache]}, ${RULES[rule]}`;
}

/** How the model was trained, and what writing makes of that. */
export function describeTraining([trained]: readonly Combination[]): string {
  if (trained === undefined) return '';
  const how = `This model was trained with the ${t().trace.caches[trained.kvCache]}`;
  if (trained.rule === null) return `${how}.`;
  return `${how} and with top-k, which looks at the whole text. Writing word by word can only use the threshold: a mismatch of its own kind.`;
}

/** What the other cache and the threshold cost this text, once all has been run. */
export function describeMismatches(outcomes: readonly Outcome[]): string {
  const [trained] = outcomes;
  if (trained === undefined || outcomes.some(({ loss }) => loss === null)) {
    return 'A single token has no loss to compare.';
  }
  const lossOf = (own: boolean, rule: SelectionRule | null) =>
    outcomes.find((each) => (each.kvCache === trained.kvCache) === own && each.rule === rule)?.loss ?? 0;
  const cost = (rule: SelectionRule | null) => lossOf(false, rule) - lossOf(true, rule);
  if (trained.rule === null) {
    return `On this text the other cache makes the loss ${comparison(cost(null))}. ${SMALL}`;
  }
  const rules = lossOf(true, 'threshold') - lossOf(true, 'topk');
  return `On this text the other cache makes the loss ${comparison(cost('threshold'))} by threshold and ${comparison(cost('topk'), '')} by top-k. ${capital(`threshold in place of top-k, with its own cache, makes it ${comparison(rules)}`)}. ${SMALL}`;
}

const SMALL = 'One text is a small sample: another may tell otherwise.';

function comparison(difference: number, unit = ' nats a token'): string {
  const size = Math.abs(difference).toFixed(3);
  if (Number(size) === 0) return 'no different';
  return `${size}${unit} ${difference > 0 ? 'higher' : 'lower'}`;
}

/** `+0.057`, `−0.013`, `0.000`; an empty cell where there is nothing to compare. */
export function differenceText(loss: number | null, trained: number | null): string {
  if (loss === null || trained === null) return '';
  const text = Math.abs(loss - trained).toFixed(3);
  if (Number(text) === 0) return text;
  return `${loss > trained ? '+' : '−'}${text}`;
}
