import {
  createLoader,
  createSerializer,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { CHOICES, capText, DEFAULT_SETTINGS, TEXT_LIMIT } from './settings';
import type { Notice, Settings } from './state';

/** Longest text a link carries: UTF-16 code units, and characters once percent-encoded (servers refuse long addresses). */
export const LINK_TEXT_LIMIT = 2_000;
const LINK_ENCODED_LIMIT = 6_000;

/** The one table between settings and URL: every parameter, what it may say and what it says when it is left out. */
export const urlParsers = {
  text: parseAsString.withDefault(DEFAULT_SETTINGS.text),
  routing: parseAsStringLiteral(CHOICES.routing).withDefault(DEFAULT_SETTINGS.routing),
  cache: parseAsStringLiteral(CHOICES.cache).withDefault(DEFAULT_SETTINGS.cache),
  recursions: parseAsNumberLiteral(CHOICES.recursions).withDefault(DEFAULT_SETTINGS.recursions),
  model: parseAsStringLiteral(CHOICES.model).withDefault(DEFAULT_SETTINGS.model),
  rule: parseAsStringLiteral(CHOICES.rule).withDefault(DEFAULT_SETTINGS.rule),
  backend: parseAsStringLiteral(CHOICES.backend).withDefault(DEFAULT_SETTINGS.backend),
  theme: parseAsStringLiteral(CHOICES.theme).withDefault(DEFAULT_SETTINGS.theme),
  view: parseAsStringLiteral(CHOICES.view).withDefault(DEFAULT_SETTINGS.view),
};

const load = createLoader(urlParsers);
const serialize = createSerializer(urlParsers);

/** Settings from a query string, always valid, with a notice for each parameter that was not taken as it stood. */
export function settingsFromUrl(search: string | URLSearchParams): { settings: Settings; notices: Notice[] } {
  const params = new URLSearchParams(search);
  const loaded: Settings = load(params);
  const notices = Object.keys(CHOICES)
    .map((key) => badValueNotice(params, loaded, key as keyof typeof CHOICES))
    .filter((notice) => notice !== null);
  const capped = capText(loaded.text);
  if (capped === null) return { settings: loaded, notices };
  return { settings: { ...loaded, text: capped }, notices: [...notices, textCapNotice()] };
}

function badValueNotice(params: URLSearchParams, loaded: Settings, key: keyof typeof CHOICES): Notice | null {
  const raw = params.get(key);
  if (raw === null || CHOICES[key].some((choice) => String(choice) === raw)) return null;
  const shown = raw.length > 40 ? `${raw.slice(0, 40)}…` : raw;
  return {
    id: `url-${key}`,
    message: `The link asks for ${key}=${shown}, which this page does not know; using ${loaded[key]}. It knows ${CHOICES[key].join(', ')}.`,
  };
}

export function textCapNotice(): Notice {
  return {
    id: 'text-cap',
    message: `The text is longer than this page keeps: its first ${TEXT_LIMIT.toLocaleString('en')} characters were kept.`,
  };
}

/** True where the text is short enough to travel in a link. */
export function fitsInLink(text: string): boolean {
  return text.length <= LINK_TEXT_LIMIT && encodeURIComponent(wellFormed(text)).length <= LINK_ENCODED_LIMIT;
}

export function linkTextNotice(): Notice {
  return {
    id: 'link-text',
    message: `The text is kept on this page but is too long for a link (${LINK_TEXT_LIMIT.toLocaleString('en')} characters, fewer in scripts other than Latin): a link made now opens with the first preset.`,
  };
}

/**
 * The query string for these settings, `''` or beginning with `?`. Defaults are left out, as is a text too long for a
 * link; parameters of others in `search` stay as they are.
 */
export function settingsToUrl(settings: Settings, search: string | URLSearchParams = ''): string {
  const text = fitsInLink(settings.text) ? wellFormed(settings.text) : null;
  return serialize(new URLSearchParams(search), { ...settings, text });
}

/** Half a surrogate pair cannot stand in a URL: it becomes U+FFFD, as it does for the tokenizer. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
