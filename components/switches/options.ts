import { CHOICES, isTrained, type ModelKey, resolveMember } from '../../store/settings';
import type { Settings } from '../../store/state';
import type { Manifest } from '../../workers/manifest';
import { metric } from '../ui/format';
import type { SegmentedOption } from '../ui/segmented';

const LABELS: { readonly [value: string]: string } = {
  expert: 'Expert-choice',
  token: 'Token-choice',
  random: 'Random',
  'recursion-wise': 'Recursion-wise',
  shared: 'Shared',
  threshold: 'Threshold',
  'top-k': 'Top-k',
  trained: 'its own cache',
  other: 'the other one',
  auto: 'Best',
  webgpu: 'WebGPU',
  wasm: 'WASM',
  cpu: 'CPU',
  system: 'System',
  light: 'Light',
  dark: 'Dark',
  depth: 'Depth',
  flow: 'Flow',
  'kv-cache': 'KV cache',
  generate: 'Generate',
  causality: 'Causality',
};

/** What every switch may say. */
const VALUES: { readonly [key in keyof typeof CHOICES]: readonly Settings[key][] } = CHOICES;

const CAVEAT = 'not trained with the other switches as they stand; choosing it moves them';

const labelOf = (value: string | number) => LABELS[value] ?? String(value);

/** A switch that chooses no checkpoint: every value is as good as another. */
export function plainOptions<K extends 'rule' | 'servedCache' | 'backend' | 'theme' | 'view'>(
  key: K,
): SegmentedOption<Settings[K]>[] {
  return VALUES[key].map((value) => ({ value, label: labelOf(value) }));
}

/** A switch that chooses a checkpoint: the values some model was trained with, marked where others must move. */
export function modelOptions<K extends ModelKey>(
  manifest: Manifest | null,
  settings: Settings,
  key: K,
): SegmentedOption<Settings[K]>[] {
  const values = VALUES[key];
  if (!manifest) {
    const known = key === 'model' ? [settings[key]] : values;
    return known.map((value) => ({ value, label: labelOf(value) }));
  }
  return values
    .filter((value) => isShipped(manifest, key, value))
    .map((value) => {
      const option = { value, label: labelOf(value) };
      const detail = key === 'model' ? sizeOf(manifest, { ...settings, [key]: value }) : null;
      return {
        ...option,
        ...(detail ? { detail } : {}),
        ...(isTrained(manifest, settings, key, value) ? {} : { caveat: CAVEAT }),
      };
    });
}

const ROUTED = ['expert', 'token', 'random'];

function isShipped<K extends ModelKey>(manifest: Manifest, key: K, value: Settings[K]): boolean {
  const routed = manifest.families.flatMap((family) =>
    family.members
      .filter((member) => ROUTED.includes(member.routing))
      .map((member) => ({
        routing: member.routing,
        cache: member.cache === 'recursive_sharing' ? 'shared' : 'recursion-wise',
        recursions: member.recursions,
        model: family.id,
      })),
  );
  return routed.some((member) => member[key] === value);
}

/** Stored parameters of the MoR model of that size, `1.0 M`. */
function sizeOf(manifest: Manifest, settings: Settings): string | null {
  const family = manifest.families.find((each) => each.id === settings.model);
  const member =
    resolveMember(manifest, settings).mor ?? family?.members.find((each) => each.routing === 'expert');
  return member ? metric(member.parameters) : null;
}
