import { useId } from 'react';
import { t } from '../../languages/current';
import { CHOICES } from '../../store/settings';
import { useApp } from '../app-store';
import { exact } from '../ui/format';
import { Segmented } from '../ui/segmented';
import styles from './scale-dials.module.css';

/** One of the paper's sizes, and a context: shared by all that is scaled up. */
export function ScaleDials({ label }: { readonly label: string }) {
  const shape = useApp((state) => state.settings.shape);
  const length = useApp((state) => state.settings.contextLength);
  const set = useApp((state) => state.set);
  const slider = useId();
  const says = t().cost.scale;
  const lengths = CHOICES.contextLength;
  return (
    <div className={styles.dials}>
      <Segmented
        label={label}
        value={shape}
        options={CHOICES.shape.map((value) => ({ value, label: value }))}
        onChange={(next) => set({ shape: next })}
      />
      <div className={styles.dial}>
        <label htmlFor={slider}>
          {says.context} <output>{says.tokens(exact(length))}</output>
        </label>
        <input
          id={slider}
          type="range"
          min={0}
          max={lengths.length - 1}
          value={lengths.indexOf(length)}
          aria-valuetext={says.tokens(exact(length))}
          onChange={(event) =>
            set({ contextLength: lengths[Number(event.currentTarget.value)] ?? lengths[0] })
          }
        />
      </div>
    </div>
  );
}
