import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { installed, toolsSentence, usageOf } from './lib/libraries';

const pinned = JSON.parse(readFileSync('package.json', 'utf8'));
const lines = readFileSync('docs/libraries.md', 'utf8').split('\n');

describe.each(['dependencies', 'devDependencies'] as const)('%s', (kind) => {
  it('are installed in the very version that package.json names', () => {
    const versions = installed(kind).map(({ name, version }) => [name, version]);
    expect(Object.fromEntries(versions)).toEqual(pinned[kind]);
  });
});

describe('docs/libraries.md', () => {
  it('has a row for each library in use and for no other', () => {
    const rows = lines.filter((line) => /^\| [^|]* \| \d/.test(line));
    // A weight depends on how this Node compresses.
    const rest = rows.map((row) => row.replace(/ (–|\d+\.\d kB) \|(?=[^|]*\|$)/, ''));
    expect(rest).toEqual(
      installed('dependencies').map(
        ({ name, version, licence }) => `| ${name} | ${version} | ${licence} | ${usageOf(name).what} |`,
      ),
    );
  });

  it('names the tools', () => {
    expect(lines).toContain(toolsSentence());
  });
});
