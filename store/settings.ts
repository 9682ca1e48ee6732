import type { SelectionRule } from '../model/trace';
import type { Manifest, ManifestMember } from '../workers/manifest';
import { FIRST_PRESET } from './presets';
import type { Role, Settings } from './state';

export const DEFAULT_SETTINGS: Settings = {
  text: FIRST_PRESET.text,
  routing: 'expert',
  cache: 'recursion-wise',
  recursions: 3,
  model: 'nano',
  rule: 'threshold',
  backend: 'auto',
  theme: 'system',
  view: 'depth',
};

/** Every value a switch may have, in the order in which the page shows them. */
export const CHOICES = {
  routing: ['expert', 'token', 'random'],
  cache: ['recursion-wise', 'shared'],
  recursions: [2, 3, 4],
  model: ['nano', 'small', 'base'],
  rule: ['threshold', 'top-k'],
  backend: ['auto', 'webgpu', 'wasm', 'cpu'],
  theme: ['system', 'light', 'dark'],
  view: ['depth', 'flow', 'kv-cache', 'generate'],
} as const satisfies { [key in Exclude<keyof Settings, 'text'>]: readonly Settings[key][] };

/** Longest text the page keeps, UTF-16 code units. */
export const TEXT_LIMIT = 20_000;

/** Cuts at the limit without splitting a character. Null where the text fits. */
export function capText(text: string): string | null {
  if (text.length <= TEXT_LIMIT) return null;
  const cut = text.slice(0, TEXT_LIMIT);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** The switches that choose a checkpoint. */
export type ModelKey = 'routing' | 'cache' | 'recursions' | 'model';
const MODEL_KEYS: readonly ModelKey[] = ['routing', 'cache', 'recursions', 'model'];

export function isModelKey(key: keyof Settings): key is ModelKey {
  return (MODEL_KEYS as readonly string[]).includes(key);
}

/** What changes how the page looks and nothing that is run: no step of undo, kept by Reset. */
const LOOKS = ['theme', 'view'] as const satisfies readonly (keyof Settings)[];

export function isLook(key: keyof Settings): boolean {
  return (LOOKS as readonly string[]).includes(key);
}

/** `settings` in the looks of `looks`. */
export function inLooksOf(settings: Settings, { theme, view }: Settings): Settings {
  return { ...settings, theme, view };
}

const CACHE = { 'recursion-wise': 'recursion_wise', shared: 'recursive_sharing' } as const;
const RULE = { threshold: 'threshold', 'top-k': 'topk' } as const;

/** The rule as the model names it. */
export function selectionRule(rule: Settings['rule']): SelectionRule {
  return RULE[rule];
}

/** The three models set side by side for these settings; null where the family has none. */
export type Members = { readonly [role in Role]: ManifestMember | null };

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

/** What it costs to move a switch that the visitor did not touch: the least is moved. */
const RELUCTANCE: { readonly [key in ModelKey]: number } = { cache: 1, recursions: 2, routing: 4, model: 8 };

const WORDS: { readonly [key in ModelKey]: (value: string | number) => string } = {
  routing: (value) => `${value === 'random' ? 'random' : `${value}-choice`} routing`,
  cache: (value) => (value === 'shared' ? 'recursive sharing of the cache' : 'the recursion-wise cache'),
  recursions: (value) => `${value} recursions`,
  model: (value) => `the ${value} size`,
};

/** Every combination of switches for which the manifest has a MoR model. */
export function trainedCombinations(manifest: Manifest): readonly Pick<Settings, ModelKey>[] {
  return manifest.families.flatMap((family) =>
    CHOICES.routing.flatMap((routing) =>
      CHOICES.cache.flatMap((cache) =>
        CHOICES.recursions
          .map((recursions) => ({ routing, cache, recursions, model: family.id }))
          .filter((keys) => resolveMember(manifest, { ...DEFAULT_SETTINGS, ...keys }).mor !== null),
      ),
    ),
  );
}

/** True where turning this one switch to this value needs no other switch to move. */
export function isTrained<K extends ModelKey>(
  manifest: Manifest,
  settings: Settings,
  key: K,
  value: Settings[K],
): boolean {
  return resolveMember(manifest, { ...settings, [key]: value }).mor !== null;
}

/**
 * The nearest combination that was trained, holding on to the switch the visitor just turned, and a sentence that
 * says what moved; the settings as they are and null where they were trained. Null for all where nothing was trained.
 */
export function nearestTrained(
  manifest: Manifest,
  settings: Settings,
  changedKey: keyof Settings | null,
): { settings: Settings; sentence: string | null } | null {
  if (resolveMember(manifest, settings).mor !== null) return { settings, sentence: null };
  const cost = (keys: Pick<Settings, ModelKey>) =>
    MODEL_KEYS.filter((key) => keys[key] !== settings[key])
      .map((key) => (key === changedKey ? 100 : RELUCTANCE[key] + (key === 'recursions' ? away(keys) : 0)))
      .reduce((sum, each) => sum + each, 0);
  const away = (keys: Pick<Settings, ModelKey>) => 0.1 * Math.abs(keys.recursions - settings.recursions);
  const [nearest] = [...trainedCombinations(manifest)].sort((a, b) => cost(a) - cost(b));
  if (nearest === undefined) return null;
  const moved = MODEL_KEYS.filter((key) => nearest[key] !== settings[key]);
  const wanted = MODEL_KEYS.filter((key) => settings[key] !== DEFAULT_SETTINGS[key] || moved.includes(key));
  const list = (keys: readonly ModelKey[], of: Pick<Settings, ModelKey>) =>
    keys.map((key) => WORDS[key](of[key])).join(' and ');
  return {
    settings: { ...settings, ...nearest },
    sentence: `No model was trained with ${list(wanted, settings)}; showing ${list(moved, nearest)} instead.`,
  };
}
