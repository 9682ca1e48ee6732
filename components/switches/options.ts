import { t } from '../../languages/current';
import { resolveMember } from '../../store/members';
import { CHOICES } from '../../store/settings';
import type { Settings } from '../../store/state';
import { isTrained, type ModelKey } from '../../store/trained';
import type { Manifest } from '../../workers/manifest';
import { metric } from '../ui/format';
import type { SegmentedOption } from '../ui/segmented';

/** What every switch may say. */
const VALUES: { readonly [key in keyof typeof CHOICES]: readonly Settings[key][] } = CHOICES;

/** A switch that chooses no checkpoint: every value is as good as another. */
export function plainOptions<K extends 'rule' | 'servedCache' | 'backend' | 'theme' | 'view'>(
  key: K,
  labels: { readonly [value in Settings[K]]: string },
): SegmentedOption<Settings[K]>[] {
  return VALUES[key].map((value) => ({ value, label: labels[value] }));
}

/** A switch that chooses a checkpoint: the values some model was trained with, marked where others must move. */
export function modelOptions<K extends ModelKey>(
  manifest: Manifest | null,
  settings: Settings,
  key: K,
  label: (value: Settings[K]) => string = String,
): SegmentedOption<Settings[K]>[] {
  const values = VALUES[key];
  if (!manifest) {
    const known = key === 'model' ? [settings[key]] : values;
    return known.map((value) => ({ value, label: label(value) }));
  }
  return values
    .filter((value) => isShipped(manifest, key, value))
    .map((value) => {
      const detail = key === 'model' ? sizeOf(manifest, { ...settings, [key]: value }) : null;
      return {
        value,
        label: label(value),
        ...(detail ? { detail } : {}),
        ...(isTrained(manifest, settings, key, value) ? {} : { caveat: t().switches.caveat }),
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
