import type { Beside } from './scene';

/** The road of the other model, under the picture. */
export function besideOf(
  names: readonly string[],
  { width, pad, narrow, y }: { width: number; pad: number; narrow: boolean; y: number },
): Beside {
  const height = narrow ? 34 : 54;
  const start = pad + (narrow ? 44 : 124);
  const step = (width - pad - (narrow ? 6 : 24) - start) / names.length;
  return {
    y,
    from: pad + (narrow ? 22 : 62),
    height,
    boxes: names.map((label, i) => ({
      x: start + i * step + step * 0.12,
      y: y - height / 2,
      width: step * 0.76,
      height,
      label,
    })),
  };
}
