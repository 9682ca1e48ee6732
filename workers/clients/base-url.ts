declare global {
  /** The way from this page to the site's own folder, `../`; every built page has it (scripts/lib/anywhere.mjs). */
  var SITE_FOLDER: string | undefined;
}

/** The site's own folder, absolute, with a trailing slash: `https://example.org/mor-explorer/`. */
export function siteBaseUrl(): string {
  return new URL(globalThis.SITE_FOLDER ?? '/', globalThis.location.href).href;
}
