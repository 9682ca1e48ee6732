import { expect, it } from 'vitest';
import { unzip } from '../../e2e/unzip';
import { zip } from './zip.mjs';

const FILES = [
  { name: 'a/empty.txt', content: Buffer.alloc(0) },
  {
    name: 'a/naïve – 名.bin',
    content: Buffer.from(Uint8Array.from({ length: 70_000 }, (_, i) => (i * i) % 251)),
  },
];

it('gives back what was put in, under its name', () => {
  expect(
    unzip(zip(FILES)).map(({ name, content }) => [
      name,
      content.equals(FILES.find((file) => file.name === name)?.content ?? Buffer.alloc(1)),
    ]),
  ).toEqual(FILES.map(({ name }) => [name, true]));
});
