import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fingerprint } from './stamp.mjs';

it('changes with a content, a name and the extra text, and with nothing else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mor-stamp-'));
  writeFileSync(join(folder, 'a'), '1');
  const before = fingerprint([folder, 'absent']);
  expect(fingerprint([folder, 'absent'])).toBe(before);
  expect(fingerprint([folder], 'base')).not.toBe(before);
  writeFileSync(join(folder, 'a'), '2');
  const changed = fingerprint([folder]);
  expect(changed).not.toBe(before);
  writeFileSync(join(folder, 'b'), '');
  expect(fingerprint([folder])).not.toBe(changed);
});
