import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

describe('docs/errors.md', () => {
  it('has a paragraph for every code, in the order of model/errors.ts', async () => {
    const source = await readFile(new URL('../model/errors.ts', import.meta.url), 'utf8');
    const page = await readFile(new URL('../docs/errors.md', import.meta.url), 'utf8');
    const codes = [...source.matchAll(/^ {2}\| '(E-[A-Z-]+)'/gm)].map((match) => match[1]);
    const paragraphs = [
      ...page.matchAll(
        /^## (E-[A-Z-]+)\n\n\*\*What happened\.\*\* .+\n\*\*What the page does\.\*\* .+\n\*\*What you can do\.\*\* .+$/gm,
      ),
    ];
    expect(codes.length).toBeGreaterThan(15);
    expect(paragraphs.map((match) => match[1])).toEqual(codes);
  });
});
