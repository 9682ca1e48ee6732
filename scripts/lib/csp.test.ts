import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addPolicy, FILE_POLICY } from './csp.mjs';

function page(html: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'mor-csp-'));
  writeFileSync(join(folder, 'index.html'), html);
  addPolicy(folder);
  return readFileSync(join(folder, 'index.html'), 'utf8');
}

describe('the Content-Security-Policy', () => {
  it('stands before any script and names each inline script by its hash', () => {
    const html = page('<html><head><script>a()</script><script src="/b.js"></script></head></html>');
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
    // printf 'a()' | openssl dgst -sha256 -binary | base64
    expect(html).toContain("'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='");
    expect(html.match(/'sha256-/g)).toHaveLength(1);
  });

  it('allows neither eval nor any other host', () => {
    expect(FILE_POLICY).not.toContain("'unsafe-eval'");
    expect(FILE_POLICY).not.toMatch(/https?:|\*/);
  });

  it('refuses a page that it cannot protect', () => {
    expect(() => page('<p>no head</p>')).toThrow('no <head>');
  });
});
