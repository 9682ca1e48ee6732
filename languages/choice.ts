import { speak } from './current';
import { isLanguage, isOffered, type LanguageCode, type OfferedCode } from './languages';

/** Parameter of the address, and key of what this browser remembers. */
const PARAMETER = 'lang';
const REMEMBERED = 'mor-explorer-language';

/** The address decides, else what was chosen here before, else the first of the browser's languages that the page speaks, else English. */
export function chosenLanguage(): LanguageCode {
  const asked = languageInAddress();
  if (asked !== null) return asked;
  const kept = remembered();
  if (isOffered(kept)) return kept;
  const own = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return own.find(isOffered) ?? 'en';
}

/** The language a link carries; null where it carries none that the page speaks. */
export function languageInAddress(): LanguageCode | null {
  const asked = new URLSearchParams(window.location.search).get(PARAMETER);
  return isLanguage(asked) ? asked : null;
}

/** The visitor's choice: spoken, remembered, and in the address, so that a copied link keeps it. */
export async function chooseLanguage(code: OfferedCode): Promise<void> {
  await speak(code);
  try {
    localStorage.setItem(REMEMBERED, code);
  } catch {
    // Nothing is kept in a private window; the address has it.
  }
  const url = new URL(window.location.href);
  url.searchParams.set(PARAMETER, code);
  window.history.replaceState(window.history.state, '', url);
}

function remembered(): string | null {
  try {
    return localStorage.getItem(REMEMBERED);
  } catch {
    return null;
  }
}
