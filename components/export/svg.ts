/** SVG as text: small builders that escape what they are given, so that a file stands alone and opens in any program. */

export type Attributes = { readonly [name: string]: string | number | undefined };

export const SANS =
  "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif";
export const MONO =
  "'JetBrains Mono', ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

/** Advance of a monospaced font, in ems. */
export const ADVANCE = 0.6;

/** An element; children are markup already. */
export function node(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? short(value) : escaped(value ?? '')}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

interface TextStyle {
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly mono?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** A line of text on its baseline. */
export function line(x: number, y: number, text: string, style: TextStyle): string {
  return lineOf(x, y, [escaped(kept(text))], style);
}

/** The same of parts that are markup already. */
export function lineOf(x: number, y: number, parts: readonly string[], style: TextStyle): string {
  const { size, fill, weight, mono, anchor } = style;
  return node(
    'text',
    {
      x,
      y,
      fill,
      'font-size': size,
      'font-weight': weight,
      'font-family': mono ? MONO : undefined,
      'text-anchor': anchor === 'start' ? undefined : anchor,
    },
    ...parts,
  );
}

export function span(text: string, attributes: Attributes = {}): string {
  return node('tspan', attributes, escaped(kept(text)));
}

interface BoxStyle {
  readonly fill: string;
  readonly stroke?: string | undefined;
  readonly strokeWidth?: number;
  readonly dashed?: boolean;
  readonly round?: number;
}

/** A rectangle whose outline lies inside of it, as a border does. */
export function box(x: number, y: number, width: number, height: number, style: BoxStyle): string {
  const { fill, stroke, strokeWidth = 1, dashed = false, round = 0 } = style;
  const inset = stroke === undefined || stroke === 'none' ? 0 : strokeWidth / 2;
  return node('rect', {
    x: x + inset,
    y: y + inset,
    width: Math.max(0, width - 2 * inset),
    height: Math.max(0, height - 2 * inset),
    rx: round > 0 ? Math.max(0, round - inset) : undefined,
    fill,
    stroke: inset > 0 ? stroke : undefined,
    'stroke-width': inset > 0 ? strokeWidth : undefined,
    'stroke-dasharray': inset > 0 && dashed ? '4 3' : undefined,
  });
}

export function group(attributes: Attributes, children: readonly string[]): string {
  return children.length === 0 ? '' : node('g', attributes, ...children);
}

export const moved = (x: number, y: number, children: readonly string[]) =>
  group({ transform: `translate(${short(x)} ${short(y)})` }, children);

/** Two decimals are a hundredth of a pixel. */
export function short(value: number): string {
  return String(Number(value.toFixed(2)));
}

/** Text as XML holds it; what XML cannot hold becomes U+FFFD. */
export function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Blanks that SVG would run together stay apart. */
const kept = (text: string) => text.replace(/^ | $| (?= )/g, '\u{a0}');

/** How wide a text is at most in the sans-serif fonts that a reader may have, in ems: no font is measured. */
export function emsOf(text: string): number {
  let ems = 0;
  for (const sign of text) ems += widthOf(sign);
  return ems;
}

function widthOf(sign: string): number {
  if (/[\u{1100}-\u{10FFFF}]/u.test(sign)) return /[‘’“”…·–—′]/u.test(sign) ? 0.6 : 1.05;
  if (/[iljtfrI.,:;|!'’‘()[\] ]/.test(sign)) return 0.36;
  if (/[mwMW%@]/.test(sign)) return 0.96;
  if (/[A-Z]/.test(sign)) return 0.74;
  return 0.625;
}

/**
 * What stays on one line: a word, or a single sign of a script that has no blanks, with the marks that open before it and close
 * after it.
 */
export const WORD = /[（《「“]*(?:[\u{2e80}-\u{ffef}]|[^\s\u{2e80}-\u{ffef}]+)[，。；：、？！）》」”]*/gu;

/** Words in lines that are no wider than so many ems; a word that is longer alone is broken. */
export function wrapped(text: string, ems: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const blank = current !== '' && /\s/.test(text[index - 1] ?? '') ? ' ' : '';
    const longer = current + blank + word;
    if (emsOf(longer) <= ems) {
      current = longer;
      continue;
    }
    if (current !== '') lines.push(current);
    current = word;
    while (emsOf(current) > ems) {
      const head = headOf(current, ems);
      lines.push(head);
      current = current.slice(head.length);
    }
  }
  return current === '' ? lines : [...lines, current];
}

function headOf(word: string, ems: number): string {
  let head = '';
  for (const sign of word) {
    if (head !== '' && emsOf(head + sign) > ems) break;
    head += sign;
  }
  return head;
}
