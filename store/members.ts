import { type CacheMismatch, cacheMismatch, type KvCacheType } from '../model/config';
import type { SelectionRule, Trace } from '../model/trace';
import { findMember, type Manifest, type ManifestMember } from '../workers/manifest';
import type { Role, Settings } from './state';

const CACHE = { 'recursion-wise': 'recursion_wise', shared: 'recursive_sharing' } as const;
const RULE = { threshold: 'threshold', 'top-k': 'topk' } as const;

/** The rule as the model names it. */
export function selectionRule(rule: Settings['rule']): SelectionRule {
  return RULE[rule];
}

const OTHER: { readonly [cache in KvCacheType]: KvCacheType } = {
  recursion_wise: 'recursive_sharing',
  recursive_sharing: 'recursion_wise',
  full: 'full',
};

/** The cache strategy that a routed model was not trained with. */
export function otherCache(member: Pick<ManifestMember, 'cache'>): KvCacheType {
  return OTHER[member.cache];
}

/** The cache these settings ask the MoR model to run under; undefined for the one it was trained with. */
export function askedCache(
  member: Pick<ManifestMember, 'cache'>,
  { servedCache }: Pick<Settings, 'servedCache'>,
): KvCacheType | undefined {
  return servedCache === 'other' ? otherCache(member) : undefined;
}

/** How a run departs from the training of its model; null where it does not, or where the list does not know the model. */
export function mismatchOf(manifest: Manifest | null, trace: Trace | null): CacheMismatch | null {
  const found = manifest && trace && findMember(manifest, trace.model);
  return found ? cacheMismatch(found.member.cache, trace.config.kvCache) : null;
}

/** The three models set side by side for these settings; null where the family has none. */
export type Members = { readonly [role in Role]: ManifestMember | null };

/** Recursive: the one with as many recursions, else any that the family has. */
export function resolveMember(manifest: Manifest, settings: Settings): Members {
  const members = manifest.families.find((family) => family.id === settings.model)?.members ?? [];
  const fits = (member: ManifestMember) =>
    member.routing === settings.routing &&
    member.cache === CACHE[settings.cache] &&
    member.recursions === settings.recursions;
  const unrouted = members.filter((member) => member.routing === 'none');
  const recursive = unrouted.filter((member) => member.recursions > 1);
  return {
    mor: members.find(fits) ?? null,
    recursive: recursive.find((member) => member.recursions === settings.recursions) ?? recursive[0] ?? null,
    vanilla: unrouted.find((member) => member.recursions === 1) ?? null,
  };
}

/**
 * True where the MoR model has more unrolled layers than the vanilla twin shipped with it: N_r 4 has 10, the twin 8.
 * Its costs are set beside a 10-layer vanilla's, by formula; its loss beside the 8-layer one's; and the page says so.
 */
export function isDeeperThanVanilla(settings: Pick<Settings, 'recursions'>): boolean {
  return settings.recursions === 4;
}
