import type { Manifest } from '../workers/manifest';
import { resolveMember } from './members';
import { CHOICES, DEFAULT_SETTINGS } from './settings';
import type { Settings } from './state';

/** The switches that choose a checkpoint. */
export type ModelKey = 'routing' | 'cache' | 'recursions' | 'model';
const MODEL_KEYS: readonly ModelKey[] = ['routing', 'cache', 'recursions', 'model'];

/** True where a change of this setting may be another checkpoint. */
export function isModelKey(key: keyof Settings): key is ModelKey {
  return (MODEL_KEYS as readonly string[]).includes(key);
}

/** What it costs to move a switch that the visitor did not touch: the least is moved. */
const RELUCTANCE: { readonly [key in ModelKey]: number } = { cache: 1, recursions: 2, routing: 4, model: 8 };

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

/** The nearest combination that was trained: which of the switches wanted were not to be had together, and which moved. */
export interface Nearest {
  readonly settings: Settings;
  readonly wanted: Partial<Pick<Settings, ModelKey>>;
  readonly moved: Partial<Pick<Settings, ModelKey>>;
}

/**
 * The nearest combination that was trained, holding on to the switch the visitor just turned; null where the settings were trained
 * as they are, or nothing was.
 */
export function nearestTrained(
  manifest: Manifest,
  settings: Settings,
  changedKey: keyof Settings | null,
): Nearest | null {
  if (resolveMember(manifest, settings).mor !== null) return null;
  const cost = (keys: Pick<Settings, ModelKey>) =>
    MODEL_KEYS.filter((key) => keys[key] !== settings[key])
      .map((key) => (key === changedKey ? 100 : RELUCTANCE[key] + (key === 'recursions' ? away(keys) : 0)))
      .reduce((sum, each) => sum + each, 0);
  const away = (keys: Pick<Settings, ModelKey>) => 0.1 * Math.abs(keys.recursions - settings.recursions);
  const [nearest] = [...trainedCombinations(manifest)].sort((a, b) => cost(a) - cost(b));
  if (nearest === undefined) return null;
  const moved = MODEL_KEYS.filter((key) => nearest[key] !== settings[key]);
  const wanted = MODEL_KEYS.filter((key) => settings[key] !== DEFAULT_SETTINGS[key] || moved.includes(key));
  const only = (keys: readonly ModelKey[], of: Pick<Settings, ModelKey>) =>
    Object.fromEntries(keys.map((key) => [key, of[key]]));
  return {
    settings: { ...settings, ...nearest },
    wanted: only(wanted, settings),
    moved: only(moved, nearest),
  };
}
