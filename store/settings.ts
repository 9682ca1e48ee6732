import { FIRST_PRESET } from './presets';
import { DEFAULT_PROMPTS } from './prompts';
import type { Hideable, Looks, RunSettings, Settings } from './state';

/** The settings of a page whose address has none. */
export const DEFAULT_SETTINGS: Settings = {
  text: FIRST_PRESET.text,
  routing: 'expert',
  cache: 'recursion-wise',
  recursions: 3,
  model: 'nano',
  rule: 'threshold',
  servedCache: 'trained',
  backend: 'auto',
  weights: 'fp16',
  tokens: 48,
  temperature: 0.8,
  topK: 40,
  topP: 0.95,
  seed: 1,
  changeAt: -1,
  changeTo: '',
  prompts: DEFAULT_PROMPTS.join('\n'),
  copies: 4,
  slots: 4,
  theme: 'system',
  view: 'depth',
  table: false,
  flowOf: 'mor',
  level: 'model',
  step: 0,
  attention: false,
  layer: -1,
  head: 0,
  pace: 'full',
  account: 'honest',
  shape: '360M',
  contextLength: 2048,
  embed: false,
  hide: [],
};

type KeyOf<Value> = {
  [Key in keyof Settings]: Settings[Key] extends Value ? Key : never;
}[keyof Settings];

/** Settings of free text, of yes or no, and of a list of parts. */
export type TextKey = 'text' | 'changeTo' | 'prompts';
export type FlagKey = KeyOf<boolean>;

/** Every value a switch may have, in the order in which the page shows them. */
export const CHOICES = {
  routing: ['expert', 'token', 'random'],
  cache: ['recursion-wise', 'shared'],
  recursions: [2, 3, 4],
  model: ['nano', 'small', 'base'],
  rule: ['threshold', 'top-k'],
  servedCache: ['trained', 'other'],
  backend: ['auto', 'webgpu', 'wasm', 'cpu'],
  weights: ['fp16', 'int8'],
  theme: ['system', 'light', 'dark'],
  view: ['depth', 'flow', 'kv-cache', 'generate', 'causality', 'batching'],
  flowOf: ['mor', 'recursive', 'vanilla'],
  level: ['model', 'recursion', 'head'],
  pace: ['full', 'slow'],
  account: ['honest', 'paper', 'executed'],
  shape: ['135M', '360M', '730M', '1.7B'],
  contextLength: [2048, 4096, 8192, 16384, 32768, 65536, 131072],
} as const satisfies {
  [key in Exclude<keyof Settings, NumberKey | TextKey | FlagKey | 'hide'>]: readonly Settings[key][];
};

/** Settings that are any number between two ends. */
export type NumberKey =
  | 'tokens'
  | 'temperature'
  | 'topK'
  | 'topP'
  | 'seed'
  | 'changeAt'
  | 'copies'
  | 'slots'
  | 'step'
  | 'layer'
  | 'head';

/** Least and most of each, and its step in a field; a whole step takes whole numbers only. */
export const LIMITS: { readonly [key in NumberKey]: Limits } = {
  tokens: { min: 8, max: 4_096, step: 1 },
  temperature: { min: 0, max: 2, step: 0.05 },
  topK: { min: 0, max: 100, step: 1 },
  topP: { min: 0.05, max: 1, step: 0.05 },
  seed: { min: 0, max: 2 ** 32 - 1, step: 1 },
  changeAt: { min: -1, max: 9_999, step: 1 },
  copies: { min: 1, max: 16, step: 1 },
  slots: { min: 1, max: 32, step: 1 },
  step: { min: 0, max: 9_999, step: 1 },
  layer: { min: -1, max: 999, step: 1 },
  head: { min: 0, max: 999, step: 1 },
};

/** Ends of a number, both included. */
export interface Limits {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

const NUMBER_KEYS = Object.keys(LIMITS) as NumberKey[];

/** The number inside its limits, whole where only whole ones mean something; `otherwise` where it is none. */
export function limited(key: NumberKey, value: number, otherwise: number): number {
  if (!Number.isFinite(value)) return otherwise;
  const { min, max, step } = LIMITS[key];
  return Math.min(Math.max(step === 1 ? Math.round(value) : value, min), max);
}

/** Settings with every number inside its limits. */
export function withinLimits(settings: Settings, before: Settings): Settings {
  const numbers = NUMBER_KEYS.map((key) => [key, limited(key, settings[key], before[key])]);
  return { ...settings, ...Object.fromEntries(numbers) };
}

/** Parts that a link may leave out, from the top of the page down. */
export const HIDEABLE: readonly Hideable[] = ['text', 'examples', 'switches', 'views', 'inspector', 'cost'];

/** Longest text the page keeps, UTF-16 code units. */
export const TEXT_LIMIT = 20_000;

/** Longest text that takes the place of a word, UTF-16 code units. */
export const CHANGE_LIMIT = 60;

/** Cuts at the limit without splitting a character. Null where the text fits. */
export function capText(text: string): string | null {
  if (text.length <= TEXT_LIMIT) return null;
  const cut = text.slice(0, TEXT_LIMIT);
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}

const RUN = {
  text: true,
  routing: true,
  cache: true,
  recursions: true,
  model: true,
  rule: true,
  servedCache: true,
  backend: true,
  weights: true,
} as const satisfies { [key in keyof RunSettings]: true };

/** True where a change is a new run. */
export function isRun(key: keyof Settings): boolean {
  return key in RUN;
}

const LOOKS = {
  theme: true,
  view: true,
  table: true,
  flowOf: true,
  level: true,
  step: true,
  attention: true,
  layer: true,
  head: true,
  pace: true,
  account: true,
  shape: true,
  contextLength: true,
  embed: true,
  hide: true,
} as const satisfies { [key in keyof Looks]: true };

/** True where a change is how the page looks and nothing that is asked of a model. */
export function isLook(key: keyof Settings): boolean {
  return key in LOOKS;
}

/** `settings` in the looks of `looks`. */
export function inLooksOf(settings: Settings, looks: Settings): Settings {
  const kept = Object.entries(looks).filter(([key]) => key in LOOKS);
  return { ...settings, ...(Object.fromEntries(kept) as unknown as Looks) };
}
