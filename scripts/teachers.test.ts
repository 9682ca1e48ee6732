import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { speak } from '../languages/current';
import { TEACHERS, teachersFiles } from './lib/teachers/files';

afterAll(() => speak('en'));

it('docs/teachers says what the lessons, their runs and the Teach page say', async () => {
  const files = await teachersFiles();
  const there = readdirSync(TEACHERS, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.md'),
  );
  expect(there.sort()).toEqual([...files.keys()].sort());
  for (const [name, text] of files) expect(readFileSync(join(TEACHERS, name), 'utf8'), name).toBe(text);
});

it('leaves no part of a lesson’s prose as it stands in its source', async () => {
  for (const [name, text] of await teachersFiles()) {
    expect(text, name).not.toMatch(/<[A-Z]/);
    expect(text, name).not.toContain('undefined');
  }
});
