/** The page's colours by the names of their variables in `app/globals.css`. */
const NAMES = [
  'bg',
  'panel',
  'ink',
  'soft',
  'line',
  'hair',
  'edge',
  'd1',
  'd2',
  'd3',
  'd4',
  'on1',
  'on2',
  'on3',
  'on4',
  'rim1',
  'rim2',
  'rim3',
  'rim4',
  'out',
  'mor',
  'recursive',
  'vanilla',
  'kv',
  'focus',
  'focus-ink',
] as const;

export type ColourName = (typeof NAMES)[number];

/** `#rrggbb` of each, or `none`. */
export type Palette = { readonly [name in ColourName]: string };

/** The colours of the theme that the page is in now. */
export function readPalette(document: Document): Palette {
  const probe = document.createElement('span');
  document.body.append(probe);
  const entries = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, plainColour(getComputedStyle(probe).color)];
  });
  probe.remove();
  return Object.fromEntries(entries) as Palette;
}

/** A computed colour as every program reads it: `#rrggbb`, `none` where nothing of it is seen. */
export function plainColour(computed: string): string {
  const { red, green, blue, alpha } = channels(computed);
  return alpha === 0 ? 'none' : hex([red, green, blue]);
}

/** Opacity of a computed colour, in [0, 1]. */
export const alphaOf = (computed: string) => channels(computed).alpha;

/** So much of one colour on another. */
export function mixed(over: string, under: string, share: number): string {
  const [a, b] = [channels(over), channels(under)];
  const mix = (x: number, y: number) => x * share + y * (1 - share);
  return hex([mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)]);
}

interface Channels {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  readonly alpha: number;
}

/** Reads `#rrggbb`, `rgb(…)` and `color(srgb …)`. */
function channels(colour: string): Channels {
  const digits = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  if (digits) {
    const [red, green, blue] = digits.slice(1).map((each) => Number.parseInt(each, 16));
    return { red: red ?? 0, green: green ?? 0, blue: blue ?? 0, alpha: 1 };
  }
  const scale = colour.startsWith('color(') ? 255 : 1;
  const [red = 0, green = 0, blue = 0, alpha = 1] = (
    colour.replace(/^[a-z]+\((srgb )?/, '').match(/[\d.e+-]+/g) ?? []
  ).map(Number);
  return { red: red * scale, green: green * scale, blue: blue * scale, alpha };
}

function hex(rgb: readonly number[]): string {
  const pair = (value: number) => Math.round(value).toString(16).padStart(2, '0');
  return `#${rgb.map(pair).join('')}`;
}
