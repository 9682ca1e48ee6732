'use client';

import { useState } from 'react';
import { t } from '../../languages/current';
import { siteBaseUrl } from '../../workers/clients/base-url';
import type { ManifestMember } from '../../workers/manifest';
import { bytesOf, canKeep, type Keeping } from '../../workers/offline/keeper';
import { Dialog } from '../ui/dialog';
import { bytes } from '../ui/format';
import styles from './offline.module.css';
import { type Keeper, useKeeper } from './use-keeper';

/** Keeps the site and chosen models on this device: what it takes, how far it is, and the way back. */
export function KeepPanel({ onClose }: { readonly onClose: () => void }) {
  const keeper = useKeeper(siteBaseUrl());
  const [said, setSaid] = useState<'done' | 'forgotten' | null>(null);
  const words = t().offline;
  const { device, keeping, error } = keeper;
  const usable = canKeep() && device?.shell != null;
  return (
    <Dialog title={words.title} close={words.close} onClose={onClose}>
      <div className={styles.panel}>
        {device && <p>{situation(keeper)}</p>}
        {usable && <Choice keeper={keeper} disabled={keeping !== null} />}
        {usable && (
          <div className={styles.buttons}>
            <button
              type="button"
              className={styles.main}
              disabled={keeping !== null}
              onClick={async () => setSaid((await keeper.keep()) ? 'done' : null)}
            >
              {device.kept ? words.keepChosen : words.keep}
            </button>
            {(device.kept || device.there.size > 0) && (
              <button
                type="button"
                disabled={keeping !== null}
                onClick={async () => setSaid((await keeper.forget()) ? 'forgotten' : null)}
              >
                {words.forget}
              </button>
            )}
          </div>
        )}
        {keeping && <Progress keeping={keeping} />}
        <p role="status">{keeping === null && said !== null && words[said]}</p>
        {error && (
          <p role="alert" className={styles.error}>
            <strong>{error.message}</strong> {error.remedy} <code>{error.code}</code>
          </p>
        )}
      </div>
    </Dialog>
  );
}

function situation({ device }: Keeper): string {
  const words = t().offline;
  if (!canKeep()) return words.cannot;
  if (!device?.shell) return words.notThisCopy;
  return device.kept ? words.kept(device.there.size) : words.notKept;
}

function Choice({ keeper, disabled }: { readonly keeper: Keeper; readonly disabled: boolean }) {
  const words = t().offline;
  const { device, chosen, choose } = keeper;
  if (!device?.shell) return null;
  const paths = device.members.map(({ path }) => path);
  const total = device.members
    .filter(({ path }) => chosen.has(path))
    .reduce((sum, member) => sum + bytesOf(member), device.shell.bytes);
  const { room } = device;
  return (
    <fieldset className={styles.choice} disabled={disabled}>
      <legend>{words.models}</legend>
      <ul>
        {device.members.map((member) => (
          <ModelLine key={member.path} member={member} keeper={keeper} />
        ))}
      </ul>
      <p className={styles.some}>
        <button type="button" onClick={() => choose(paths)}>
          {words.all}
        </button>
        <button type="button" onClick={() => choose([])}>
          {words.none}
        </button>
      </p>
      <p className={styles.line}>
        <span>{words.pages}</span>
        <span>{bytes(device.shell.bytes)}</span>
      </p>
      <p className={styles.line}>
        <strong>{words.takes(bytes(total))}</strong>
      </p>
      {room && <p className={styles.soft}>{words.room(bytes(room.used), bytes(room.quota))}</p>}
      {room && total > room.quota - room.used && <p className={styles.error}>{words.tight}</p>}
    </fieldset>
  );
}

function ModelLine({ member, keeper }: { readonly member: ManifestMember; readonly keeper: Keeper }) {
  const { path } = member;
  const { device, chosen, choose } = keeper;
  return (
    <li>
      <label className={styles.line}>
        <span>
          <input
            type="checkbox"
            checked={chosen.has(path)}
            onChange={(event) =>
              choose(event.target.checked ? [...chosen, path] : [...chosen].filter((each) => each !== path))
            }
          />{' '}
          <code>{path}</code>
          {device?.there.has(path) && <span className={styles.soft}> {t().offline.alreadyHere}</span>}
        </span>
        <span>{bytes(bytesOf(member))}</span>
      </label>
    </li>
  );
}

function Progress({ keeping }: { readonly keeping: Keeping }) {
  const words = t().offline;
  const { what, done, total } = keeping;
  const label =
    what === 'site' ? words.keepingSite(done, total) : words.keepingModels(bytes(done), bytes(total));
  return (
    <label className={styles.progress}>
      {label}
      <progress value={done} max={Math.max(total, 1)} />
    </label>
  );
}
