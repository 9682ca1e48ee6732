import type { Messages } from './messages';

interface Language {
  /** What it calls itself, and in short for the bar. */
  readonly name: string;
  readonly short: string;
  /** BCP 47, for `<html lang>`. */
  readonly tag: string;
  readonly load: () => Promise<{ readonly messages: Messages }>;
}

/** The languages a visitor may choose from, by the code that stands in the address. */
export const OFFERED = {
  en: { name: 'English', short: 'EN', tag: 'en', load: () => import('./en') },
  zh: { name: '简体中文', short: '中文', tag: 'zh-Hans', load: () => import('./zh') },
} as const satisfies { readonly [code: string]: Language };

/** All that the page can speak: `pseudo` is English in disguise, for tests alone, and only an address asks for it. */
export const LANGUAGES = {
  ...OFFERED,
  pseudo: { name: 'Pseudo', short: 'XA', tag: 'en-XA', load: () => import('./pseudo') },
} as const satisfies { readonly [code: string]: Language };

export type LanguageCode = keyof typeof LANGUAGES;
export type OfferedCode = keyof typeof OFFERED;

export function isLanguage(code: string | null): code is LanguageCode {
  return code !== null && Object.hasOwn(LANGUAGES, code);
}

export function isOffered(code: string | null): code is OfferedCode {
  return code !== null && Object.hasOwn(OFFERED, code);
}
