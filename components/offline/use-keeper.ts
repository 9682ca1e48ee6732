import { useCallback, useEffect, useState } from 'react';
import type { MorErrorData } from '../../model/errors';
import { resolveMember } from '../../store/members';
import { DEFAULT_SETTINGS } from '../../store/settings';
import { asMorError } from '../../workers/failure';
import { fetchManifest, type ManifestMember } from '../../workers/manifest';
import {
  canKeep,
  forget,
  isKept,
  type Keeping,
  keep,
  keptModels,
  type Room,
  room,
  shellOf,
} from '../../workers/offline/keeper';
import type { Shell } from '../../workers/offline/kept';

/** What the device keeps and could keep. */
interface Device {
  readonly shell: Shell | null;
  readonly members: readonly ManifestMember[];
  readonly kept: boolean;
  /** Paths of the models that are kept whole. */
  readonly there: ReadonlySet<string>;
  readonly room: Room | null;
}

export interface Keeper {
  /** Null until the device has been asked. */
  readonly device: Device | null;
  readonly error: MorErrorData | null;
  /** Null while nothing is under way. */
  readonly keeping: Keeping | null;
  readonly chosen: ReadonlySet<string>;
  readonly choose: (paths: readonly string[]) => void;
  readonly keep: () => Promise<boolean>;
  readonly forget: () => Promise<boolean>;
}

/** The state behind the panel: what is kept, what is chosen, how far it is. */
export function useKeeper(baseUrl: string): Keeper {
  const [device, setDevice] = useState<Device | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [keeping, setKeeping] = useState<Keeping | null>(null);
  const [error, setError] = useState<MorErrorData | null>(null);

  const look = useCallback(async () => {
    const [shell, manifest, kept, space] = await Promise.all([
      shellOf(baseUrl),
      fetchManifest(baseUrl),
      isKept(baseUrl),
      room(),
    ]);
    const members = manifest.families.flatMap((family) => family.members);
    const there = canKeep() ? await keptModels(members, baseUrl) : [];
    setDevice({ shell, members, kept, there: new Set(there.map(({ path }) => path)), room: space });
    return resolveMember(manifest, DEFAULT_SETTINGS);
  }, [baseUrl]);

  /** Does what may fail; true where it did not. */
  const attempt = useCallback(async (what: () => Promise<unknown>) => {
    setError(null);
    try {
      await what();
      return true;
    } catch (thrown) {
      setError(asMorError(thrown).toData());
      return false;
    }
  }, []);

  useEffect(() => {
    attempt(async () => {
      const first = await look();
      setChosen(new Set(Object.values(first).flatMap((member) => member?.path ?? [])));
    });
  }, [attempt, look]);

  const members = device?.members ?? [];
  return {
    device,
    error,
    keeping,
    chosen,
    choose: (paths) => setChosen(new Set(paths)),
    keep: async () => {
      setKeeping({ what: 'site', done: 0, total: device?.shell?.files ?? 0 });
      const done = await attempt(() =>
        keep(
          members.filter(({ path }) => chosen.has(path)),
          baseUrl,
          setKeeping,
        ),
      );
      setKeeping(null);
      await attempt(look);
      return done;
    },
    forget: () =>
      attempt(async () => {
        await forget(baseUrl);
        await look();
      }),
  };
}
