import { urlParsers } from '../../store/url';

/** What a link to the front door may say and still mean the front door. */
const OWN: readonly string[] = ['theme'];

/** Parameters that only Explore knows; links made before it had a folder of its own carry them at the site's root. */
const explorers = Object.keys(urlParsers).filter((key) => !OWN.includes(key));

/** Carries a link of Explore's that leads to the site's root to where Explore is, before anything is drawn. */
export function OldLinks() {
  const code = `{const p=new URLSearchParams(location.search);if(${JSON.stringify(explorers)}.some(k=>p.has(k)))location.replace('explore/'+location.search+location.hash)}`;
  // The build names this script by its hash in the page's policy (scripts/lib/csp.mjs).
  // biome-ignore lint/security/noDangerouslySetInnerHtml: written here, from the table of parameters alone
  return <script dangerouslySetInnerHTML={{ __html: code }} />;
}
