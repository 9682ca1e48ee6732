/** The site's own folder, absolute, with a trailing slash: `https://example.org/mor-explorer/`. */
export function siteBaseUrl(): string {
  return new URL(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/`, globalThis.location.origin).href;
}
