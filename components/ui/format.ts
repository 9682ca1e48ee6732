const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
/** Three significant figures with a metric prefix: `44.6 MFLOP`, `57.3 kB`, `1.74 M`, `412 B`. */
export function metric(value: number, unit = ''): string {
  if (!Number.isFinite(value)) return '–';
  let scaled = Math.abs(value);
  let step = 0;
  // 999.5 would round up to 1000, so it already belongs to the next prefix.
  while (scaled >= 999.5 && step < PREFIXES.length - 1) {
    scaled /= 1000;
    step += 1;
  }
  const whole = step === 0 && Number.isInteger(value);
  const digits = whole ? 0 : scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2;
  const suffix = `${PREFIXES[step]}${unit}`;
  return `${value < 0 ? '−' : ''}${scaled.toFixed(digits)}${suffix ? ` ${suffix}` : ''}`;
}

export const bytes = (value: number) => metric(value, 'B');
export const flops = (value: number) => metric(value, 'FLOP');

/** `1,742,080`: every digit, for formulas and tables. */
export function exact(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en-US') : String(Number(value.toPrecision(6)));
}

/** Milliseconds, `9.8 ms`; `1.24 s` from a second on. */
export function duration(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms.toFixed(ms >= 99.95 ? 0 : ms >= 9.995 ? 1 : 2)} ms`;
}

/** Nats a token, `3.02 nats`. */
export const nats = (value: number) => `${value.toFixed(2)} nats`;

/** A share of one, `61%`; a tenth where it is small, so that nothing likely reads as 0%. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return '<0.1%';
  return `${value.toFixed(value < 9.95 && value > 0 ? 1 : 0)}%`;
}

/**
 * A router score in [0, 1] without the leading zero, `.82`. Given the bar it was held against, as many digits as it takes to
 * see on which side of it the score lies.
 */
export function score(value: number, bar: number | null = null): string {
  for (let digits = 2; digits <= 6; digits += 1) {
    const text = value.toFixed(digits);
    const hidden = bar !== null && value !== bar && Number(text) === Number(bar.toFixed(digits));
    if (!hidden || digits === 6) return value >= 0 && Number(text) < 1 ? text.replace(/^0/, '') : text;
  }
  return String(value);
}
