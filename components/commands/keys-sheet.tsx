'use client';

import { t } from '../../languages/current';
import { Dialog } from '../ui/dialog';
import { ACTIONS } from './actions';
import styles from './commands.module.css';
import { KeyCap } from './key-cap';
import { openSheet } from './sheet';
import { letSingleKeysAct, useSingleKeys } from './single-keys';

/** Every key and what it does; single keys are turned on and off here. */
export function KeysSheet() {
  const words = t().commands;
  const acts = useSingleKeys();
  const keyed = ACTIONS.filter(({ key, chord }) => chord !== undefined || (acts && key !== undefined));
  return (
    <Dialog title={words.keys.title} close={t().ui.close} wide onClose={() => openSheet(null)}>
      <label className={styles.single}>
        <input type="checkbox" checked={acts} onChange={(event) => letSingleKeysAct(event.target.checked)} />
        {words.keys.single}
      </label>
      {!acts && <p className={styles.nothing}>{words.keys.off}</p>}
      <dl className={styles.keys}>
        {keyed.map((action) => (
          <div key={action.id}>
            <dt>
              <KeyCap action={action} />
            </dt>
            <dd>{action.label()}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles.subhead}>{words.keys.fullScreen}</h3>
      <dl className={styles.keys}>
        <Fixed keys={['Page Down', 'Page Up', '→', '←']} does={words.keys.step} />
        <Fixed keys={['Esc']} does={words.keys.leave} />
      </dl>
      <h3 className={styles.subhead}>{words.keys.inPictures}</h3>
      <dl className={styles.keys}>
        <Fixed keys={['←', '→', '↑', '↓']} does={words.keys.move} />
        <Fixed keys={['Home', 'End']} does={words.keys.ends} />
        <Fixed keys={['Enter', 'Esc']} does={words.keys.pin} />
      </dl>
    </Dialog>
  );
}

function Fixed({ keys, does }: { readonly keys: readonly string[]; readonly does: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key} className={styles.cap}>
            {key}
          </kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
