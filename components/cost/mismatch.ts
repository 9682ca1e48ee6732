import { mean } from 'd3-array';
import { t } from '../../languages/current';
import type { KvCacheType } from '../../model/config';
import type { SelectionRule, Trace } from '../../model/trace';
import { otherCache } from '../../store/members';
import type { ManifestMember } from '../../workers/manifest';

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

/** `shared cache, top-k`. */
export function nameOf({ kvCache, rule }: Combination): string {
  const { rules, way } = t().cost.mismatch;
  return way(t().trace.caches[kvCache], rule && rules[rule]);
}

/** The same as the name of a row. */
export function rowOf({ kvCache, rule }: Combination): string {
  const { rules, row } = t().cost.mismatch;
  return row(t().trace.caches[kvCache], rule && rules[rule]);
}

/** How the model was trained, and what writing makes of that. */
export function describeTraining([trained]: readonly Combination[]): string {
  if (trained === undefined) return '';
  const { mismatch } = t().cost;
  const cache = t().trace.caches[trained.kvCache];
  return trained.rule === null ? mismatch.trained(cache) : mismatch.trainedTopk(cache);
}

/** What the other cache and the threshold cost this text, once all has been run. */
export function describeMismatches(outcomes: readonly Outcome[]): string {
  const { mismatch } = t().cost;
  const [trained] = outcomes;
  if (trained === undefined || outcomes.some(({ loss }) => loss === null)) return mismatch.single;
  const lossOf = (own: boolean, rule: SelectionRule | null) =>
    outcomes.find((each) => (each.kvCache === trained.kvCache) === own && each.rule === rule)?.loss ?? 0;
  const cost = (rule: SelectionRule | null) => beside(lossOf(false, rule), lossOf(true, rule));
  if (trained.rule === null) return mismatch.otherCache(...cost(null));
  const rules = beside(lossOf(true, 'threshold'), lossOf(true, 'topk'));
  return mismatch.both(cost('threshold'), cost('topk'), rules);
}

/** How a loss lies beside another, and by how much. */
function beside(loss: number, other: number): readonly ['same' | 'higher' | 'lower', string] {
  const size = Math.abs(loss - other).toFixed(3);
  return [Number(size) === 0 ? 'same' : loss > other ? 'higher' : 'lower', size];
}

/** `+0.057`, `−0.013`, `0.000`; an empty cell where there is nothing to compare. */
export function differenceText(loss: number | null, trained: number | null): string {
  if (loss === null || trained === null) return '';
  const text = Math.abs(loss - trained).toFixed(3);
  if (Number(text) === 0) return text;
  return `${loss > trained ? '+' : '−'}${text}`;
}
