/** What the service worker tells the pages while it keeps the site: files that are there. */
export interface KeptMessage {
  readonly kept: number;
}

/** `offline.json`, which the build writes beside the service worker: what keeping the site takes, models aside. */
export interface Shell {
  readonly files: number;
  readonly bytes: number;
}
