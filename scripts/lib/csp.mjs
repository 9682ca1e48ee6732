import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a page may do: its own files and nobody else's, no eval, WebAssembly allowed, the named inline scripts of Next. */
function policy(scriptHashes) {
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${scriptHashes.join(' ')}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** The policy for files that are no pages (the worker's script among them). */
export const FILE_POLICY = policy([]);

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** Writes into every page of an export the policy that allows just the inline scripts which the page has. */
export function addPolicy(folder) {
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!String(name).endsWith('.html')) continue;
    const file = join(folder, String(name));
    const html = readFileSync(file, 'utf8');
    const hashes = [...html.matchAll(INLINE_SCRIPT)].map(
      ([, code]) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
    );
    const meta = `<meta http-equiv="Content-Security-Policy" content="${policy([...new Set(hashes)])}">`;
    if (!html.includes('<head>')) throw new Error(`${file} has no <head> to put the policy into`);
    writeFileSync(file, html.replace('<head>', `<head>${meta}`));
  }
}
