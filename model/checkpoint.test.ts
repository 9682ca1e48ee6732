import { expect, test } from 'vitest';
import { readCheckpoint } from './checkpoint';
import { parseConfig } from './config';
import type { MorError, MorErrorCode } from './errors';
import { MEMBERS, randomArrays, writeSafetensors } from './testing/random-model';

const config = parseConfig(MEMBERS.expert);
const arrays = randomArrays(config);
const good = writeSafetensors(arrays);
const NORM = 'model.norm.weight';
const EMBEDDING = 'model.embed_tokens.weight';

type Header = { [name: string]: { dtype: string; shape: number[]; data_offsets: [number, number] } };

/** The good file with its header spoiled. */
function spoiled(change: (header: Header) => unknown): Uint8Array {
  return writeSafetensors(arrays, (entries) => {
    const header = structuredClone(entries) as Header;
    return change(header) ?? header;
  });
}

function refusal(file: Uint8Array): [MorErrorCode, string] {
  try {
    readCheckpoint(file, config);
  } catch (error) {
    return [(error as MorError).code, (error as MorError).message];
  }
  throw new Error('the file was taken');
}

test('every array comes back', () => {
  const read = readCheckpoint(good, config);
  expect([...read.keys()]).toEqual([...arrays.keys()]);
  for (const [name, { shape, data }] of arrays) expect(read.get(name)).toMatchObject({ shape, data });
});

test('metadata is passed over', () => {
  const file = writeSafetensors(arrays, (entries) => ({ __metadata__: { format: 'pt' }, ...entries }));
  expect(readCheckpoint(file, config).size).toBe(arrays.size);
});

test.each([
  ['F16', [0x3c00, 0xc000, 0x0001, 0x7bff], [1, -2, 2 ** -24, 65504]],
  ['BF16', [0x3f80, 0xc000, 0x0080, 0x4049], [1, -2, 2 ** -126, 3.140625]],
])('%s is widened to float32', (dtype, bits, expected) => {
  const vanilla = parseConfig({
    ...MEMBERS.vanilla,
    hidden_size: 4,
    num_attention_heads: 1,
    num_key_value_heads: 1,
  });
  const whole = randomArrays(vanilla);
  const header: { [name: string]: unknown } = {};
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [name, { shape, data }] of whole) {
    const bytes =
      name === NORM ? new Uint8Array(Uint16Array.from(bits).buffer) : new Uint8Array(data.buffer.slice(0));
    header[name] = { dtype: name === NORM ? dtype : 'F32', shape, data_offsets: [at, at + bytes.length] };
    parts.push(bytes);
    at += bytes.length;
  }
  const head = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(new BigUint64Array([BigInt(head.length)]).buffer);
  const file = Uint8Array.from([length, head, ...parts].flatMap((part) => [...part]));
  expect([...readCheckpoint(file, vanilla).get(NORM)!.data]).toEqual(expected);
});

/** A file of arrays in their stored bytes. */
function fileOf(stored: {
  readonly [name: string]: { dtype: string; shape: readonly number[]; bytes: Uint8Array };
}) {
  const header: { [name: string]: unknown } = {};
  let at = 0;
  for (const [name, { dtype, shape, bytes }] of Object.entries(stored)) {
    header[name] = { dtype, shape, data_offsets: [at, at + bytes.length] };
    at += bytes.length;
  }
  const head = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(new BigUint64Array([BigInt(head.length)]).buffer);
  const parts = Object.values(stored).map(({ bytes }) => bytes);
  return Uint8Array.from([length, head, ...parts].flatMap((part) => [...part]));
}

function withInt8Embedding(scale: Float32Array | null) {
  const stored = Object.fromEntries(
    [...arrays].map(([name, { shape, data }]) => [
      name,
      name === EMBEDDING
        ? { dtype: 'I8', shape, bytes: Uint8Array.from(data, (_, i) => (i % 255) - 127) }
        : { dtype: 'F32', shape, bytes: new Uint8Array(data.buffer.slice(0)) },
    ]),
  );
  if (scale === null) return fileOf(stored);
  const bytes = new Uint8Array(scale.buffer.slice(0));
  return fileOf({ ...stored, [`${EMBEDDING}_scale`]: { dtype: 'F32', shape: [scale.length], bytes } });
}

test('I8 is multiplied by the scale of its row', () => {
  const [rows, columns] = arrays.get(EMBEDDING)!.shape as [number, number];
  const scale = Float32Array.from({ length: rows }, (_, row) => (row + 1) / 64);
  const { data } = readCheckpoint(withInt8Embedding(scale), config).get(EMBEDDING)!;
  for (const i of [0, 1, columns, 2 * columns + 3]) {
    expect(data[i]).toBeCloseTo(((i % 255) - 127) * scale[Math.floor(i / columns)]!);
  }
  expect(readCheckpoint(withInt8Embedding(scale), config).size).toBe(arrays.size);
});

test.each([[null], [new Float32Array(1)]])('I8 without a scale for each row is refused (%s)', (scale) => {
  expect(refusal(withInt8Embedding(scale))).toEqual([
    'E-WEIGHTS-SHAPE',
    expect.stringContaining('stored as I8 without a scale for each row'),
  ]);
});

test.each([
  [4, 'it has 4 bytes, too few even for the length of its header'],
  [100, 'its header alone takes'],
  [good.length - 1, 'bytes of numbers are announced'],
])('a file cut to %i bytes is truncated', (length, sentence) => {
  const [code, message] = refusal(good.slice(0, length));
  expect(code).toBe('E-WEIGHTS-TRUNCATED');
  expect(message).toContain(sentence);
});

const notJson = good.slice();
notJson[8] = 0x7d;
const longHeader = good.slice();
longHeader[7] = 0xff;
const notFinite = good.slice();
new DataView(notFinite.buffer).setFloat32(good.length - 4, Number.NaN, true);
const withMore = Uint8Array.from([...good, 0]);

test.each([
  ['a header that is not JSON', notJson, 'its header is not JSON'],
  ['a header of absurd length', longHeader, 'its header claims a length'],
  ['a header that is a list', spoiled(() => []), 'its header is not a table'],
  ['numbers that are not finite', notFinite, 'numbers that are not finite'],
  ['bytes that belong to nothing', withMore, '1 bytes at its end belong to nothing'],
  [
    'an entry without a shape',
    spoiled((header) => ({ ...header, [NORM]: { dtype: 'F32' } })),
    `its header does not describe "${NORM}"`,
  ],
  [
    'a type that cannot be read',
    spoiled((header) => {
      header[NORM]!.dtype = 'I16';
    }),
    'is stored as I16',
  ],
  [
    'a range of another size',
    spoiled((header) => {
      header[NORM]!.data_offsets[1] -= 4;
    }),
    `"${NORM}" needs 64 bytes and is given 60`,
  ],
  [
    'ranges that overlap',
    spoiled((header) => {
      header[NORM]!.data_offsets = [0, 64];
    }),
    `overlaps`,
  ],
  [
    'a range before the data',
    spoiled((header) => {
      header[NORM]!.data_offsets = [-64, 0];
    }),
    `does not describe "${NORM}"`,
  ],
])('refuses %s as corrupt', (_, file, sentence) => {
  const [code, message] = refusal(file);
  expect(code).toBe('E-WEIGHTS-CORRUPT');
  expect(message).toContain(sentence);
});

function without(name: string) {
  return new Map([...arrays].filter(([each]) => each !== name));
}

test('names what is missing', () => {
  const [code, message] = refusal(writeSafetensors(without('model.routers.1.weight')));
  expect(code).toBe('E-WEIGHTS-MISSING');
  expect(message).toContain('"model.routers.1.weight" is not in it');
});

test('names what is too much', () => {
  const more = new Map([...arrays, ['model.routers.3.weight', arrays.get('model.routers.0.weight')!]]);
  const [code, message] = refusal(writeSafetensors(more));
  expect(code).toBe('E-WEIGHTS-SHAPE');
  expect(message).toContain('"model.routers.3.weight", for which the config has no place');
});

test('names a wrong shape', () => {
  const { data } = arrays.get(EMBEDDING)!;
  const turned = new Map([...arrays, [EMBEDDING, { shape: [16, 256], data }]]);
  const [code, message] = refusal(writeSafetensors(turned));
  expect(code).toBe('E-WEIGHTS-SHAPE');
  expect(message).toContain(`"${EMBEDDING}" has shape (16, 256) where the config needs (256, 16)`);
});
