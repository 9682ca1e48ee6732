import { MorError, type MorErrorCode } from './errors';
import type { Shape } from './parameters';

/** Numbers as a file holds them; of F16 and BF16 their bits. */
export type Numbers = Float32Array | Uint16Array | Int8Array;

/** One named array of a checkpoint, its numbers as the file holds them. */
export class NamedArray {
  /** @param scales of I8: a factor on the numbers of each row (rows); else null */
  constructor(
    readonly shape: Shape,
    readonly dtype: Dtype,
    readonly numbers: Numbers,
    readonly scales: Float32Array | null,
  ) {}

  /** In float32; what is no float32 in the file is widened when asked for. */
  get data(): Float32Array {
    const { scales, shape } = this;
    const data = DTYPES[this.dtype].widen(this.numbers);
    const columns = shape[1] ?? 1;
    return scales ? data.map((value, i) => value * scales[Math.floor(i / columns)]!) : data;
  }
}

/** Where one array lies in the file; offsets from the end of the header. */
export interface Entry {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: Shape;
  readonly begin: number;
  readonly end: number;
}

const HEADER_LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 100_000_000;

/** Types of the tensors that are read; safetensors has others. */
export type Dtype = 'F32' | 'F16' | 'BF16' | 'I8';

/** What a dtype's numbers are to us. */
interface Reading {
  /** Of an element. */
  readonly bytes: number;
  /** A little-endian run of them. */
  read(bytes: Uint8Array): Numbers;
  widen(numbers: Numbers): Float32Array;
  isFinite(number: number): boolean;
}

const DTYPES: Readonly<Record<Dtype, Reading>> = {
  F32: {
    bytes: 4,
    read: (bytes) => new Float32Array(copy(bytes)),
    widen: (numbers) => numbers as Float32Array,
    isFinite: Number.isFinite,
  },
  F16: {
    bytes: 2,
    read: (bytes) => new Uint16Array(copy(bytes)),
    widen: (bits) => widen(bits, halfToFloat),
    isFinite: (bits) => (bits & 0x7c00) !== 0x7c00,
  },
  BF16: {
    bytes: 2,
    read: (bytes) => new Uint16Array(copy(bytes)),
    widen: (bits) => widen(bits, bfloatToFloat),
    isFinite: (bits) => (bits & 0x7f80) !== 0x7f80,
  },
  I8: {
    bytes: 1,
    read: (bytes) => new Int8Array(copy(bytes)),
    widen: (numbers) => Float32Array.from(numbers),
    isFinite: () => true,
  },
};

/** A safetensors file whose header and byte ranges have been checked; numbers are read when asked for. */
export interface Safetensors {
  readonly entries: readonly Entry[];
  /** scales: of I8, what each of its rows is multiplied by. */
  read(entry: Entry, scales?: Float32Array): NamedArray;
}

/** Throws E-WEIGHTS-TRUNCATED and E-WEIGHTS-CORRUPT. */
export function openSafetensors(bytes: Uint8Array): Safetensors {
  const { entries, dataStart } = readHeader(bytes);
  checkRanges(entries, bytes.length - dataStart);
  return {
    entries,
    read({ name, dtype, shape, begin, end }, scales) {
      const numbers = DTYPES[dtype].read(bytes.subarray(dataStart + begin, dataStart + end));
      if (!numbers.every(DTYPES[dtype].isFinite))
        throw corrupt(`"${name}" holds numbers that are not finite`);
      return new NamedArray(shape, dtype, numbers, scales ?? null);
    },
  };
}

function readHeader(bytes: Uint8Array): { entries: Entry[]; dataStart: number } {
  if (bytes.length < HEADER_LENGTH_BYTES) {
    throw truncated(`it has ${bytes.length} bytes, too few even for the length of its header`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > MAX_HEADER_BYTES) throw corrupt(`its header claims a length of ${headerBytes} bytes`);
  const dataStart = HEADER_LENGTH_BYTES + headerBytes;
  if (dataStart > bytes.length) {
    throw truncated(`its header alone takes ${dataStart} bytes, and there are ${bytes.length}`);
  }
  return { entries: parseHeader(bytes.subarray(HEADER_LENGTH_BYTES, dataStart)), dataStart };
}

function parseHeader(header: Uint8Array): Entry[] {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(header));
  } catch (cause) {
    throw corrupt('its header is not JSON', cause);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    throw corrupt('its header is not a table');
  return Object.entries(json)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => parseEntry(name, entry));
}

function parseEntry(name: string, json: unknown): Entry {
  const { dtype, shape, data_offsets: range } = (json ?? {}) as { [key: string]: unknown };
  const sizes = (x: unknown): x is number[] =>
    Array.isArray(x) && x.every((n) => Number.isSafeInteger(n) && n >= 0);
  if (typeof dtype !== 'string' || !sizes(shape) || !sizes(range) || range.length !== 2) {
    throw corrupt(`its header does not describe "${name}"`);
  }
  if (!(dtype in DTYPES)) throw corrupt(`"${name}" is stored as ${dtype}; F32, F16, BF16 and I8 can be read`);
  return { name, dtype: dtype as Dtype, shape, begin: range[0]!, end: range[1]! };
}

/** The arrays must lie one behind the other and fill the file exactly. */
function checkRanges(entries: readonly Entry[], dataBytes: number): void {
  for (const { name, dtype, shape, begin, end } of entries) {
    const needs = shape.reduce((product, size) => product * size, DTYPES[dtype].bytes);
    if (end - begin !== needs) throw corrupt(`"${name}" needs ${needs} bytes and is given ${end - begin}`);
  }
  const inOrder = [...entries].sort((a, b) => a.begin - b.begin);
  let at = 0;
  let before = 'the header';
  for (const { name, begin, end } of inOrder) {
    if (begin < at) throw corrupt(`"${name}" overlaps ${before}`);
    if (begin > at) throw corrupt(`${begin - at} bytes before "${name}" belong to nothing`);
    at = end;
    before = `"${name}"`;
  }
  if (at > dataBytes) throw truncated(`${at} bytes of numbers are announced and ${dataBytes} are there`);
  if (at < dataBytes) throw corrupt(`${dataBytes - at} bytes at its end belong to nothing`);
}

function copy(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer; // not slice(): a Buffer's shares its memory
}

/** 16-bit numbers through a table of all of them: faster than arithmetic on each. */
function widen(numbers: Numbers, toFloat: (bits: number) => number): Float32Array {
  const table = Float32Array.from({ length: 1 << 16 }, (_, bits) => toFloat(bits));
  return Float32Array.from(numbers, (bits) => table[bits]!);
}

/** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const word = new DataView(new ArrayBuffer(4));

/** bfloat16 is the upper half of a float32. */
function bfloatToFloat(bits: number): number {
  word.setUint32(0, bits << 16);
  return word.getFloat32(0);
}

const REMEDIES = {
  'E-WEIGHTS-MISSING': 'Check that config.json and model.safetensors come from the same model.',
  'E-WEIGHTS-SHAPE': 'Check that config.json and model.safetensors come from the same model.',
  'E-WEIGHTS-TRUNCATED': 'Load the model again; the download stopped early.',
  'E-WEIGHTS-CORRUPT': 'Load the model again, or fetch model.safetensors anew.',
} as const;

/** An error of the weights' file with the remedy of its code. */
export function weightsError(
  code: keyof typeof REMEDIES & MorErrorCode,
  what: string,
  cause?: unknown,
): MorError {
  return new MorError(code, `The weights (model.safetensors) cannot be used: ${what}.`, REMEDIES[code], {
    cause,
  });
}

function truncated(what: string): MorError {
  return weightsError('E-WEIGHTS-TRUNCATED', what);
}

function corrupt(what: string, cause?: unknown): MorError {
  return weightsError('E-WEIGHTS-CORRUPT', what, cause);
}
