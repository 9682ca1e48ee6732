import { useApp } from '../app-store';
import type { passesOf } from './attention-row';

interface Props {
  readonly label: string;
  /** Those the token went through. */
  readonly passes: ReturnType<typeof passesOf>;
  /** Unrolled layer of the one in view, 0-based. */
  readonly layer: number | undefined;
  readonly className?: string | undefined;
}

/** Chooses the layer pass whose attention is shown, here and wherever else it is. */
export function PassSelect({ label, passes, layer, className }: Props) {
  const set = useApp((state) => state.set);
  return (
    <label className={className}>
      <span>{label}</span>
      <select value={layer} onChange={(event) => set({ layer: Number(event.currentTarget.value) })}>
        {passes.map(({ pass, name }) => (
          <option key={pass.layer} value={pass.layer}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
