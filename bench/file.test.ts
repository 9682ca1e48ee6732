import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SessionFile } from './file';

const AROUND = { family: 'nano', machine: { cpu: 'a processor', cores: 2 }, versions: { tfjs: '4' } };
const session = (key: string, date: string) => ({ key, date, command: 'npm run bench' });

function written(path: string) {
  const { sessions } = JSON.parse(readFileSync(path, 'utf8'));
  return sessions.map(({ key, date }: { key: string; date: string }) => `${key} ${date}`);
}

test('what is measured again takes its place, and what is not stays', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'bench-')), 'bench-decode.json');
  const first = new SessionFile(path, AROUND);
  first.put(session('wasm 1', 'monday'));
  first.put(session('webgpu 1', 'monday'));
  const second = new SessionFile(path, AROUND);
  second.put(session('wasm 1', 'tuesday'));
  second.put(session('wasm 8', 'tuesday'));
  expect(written(path)).toEqual(['wasm 1 tuesday', 'webgpu 1 monday', 'wasm 8 tuesday']);
});

test('figures of another machine, or of other versions, are not kept beside these', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'bench-')), 'bench-decode.json');
  new SessionFile(path, AROUND).put(session('wasm 1', 'monday'));
  new SessionFile(path, { ...AROUND, versions: { tfjs: '5' } }).put(session('wasm 8', 'tuesday'));
  expect(written(path)).toEqual(['wasm 8 tuesday']);
  new SessionFile(path, { ...AROUND, machine: { cpu: 'another', cores: 2 } }).put(session('wasm 1', 'now'));
  expect(written(path)).toEqual(['wasm 1 now']);
});
