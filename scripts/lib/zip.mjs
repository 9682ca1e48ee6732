import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { deflateRawSync } from 'node:zlib';

/** CRC-32 as ZIP has it, byte by byte from a table. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
const crc32 = (bytes) => ~bytes.reduce((crc, byte) => TABLE[(crc ^ byte) & 255] ^ (crc >>> 8), -1) >>> 0;

/** 1 January 1980, the first day that ZIP knows: the same files make the same archive. */
const DAY = 0x21;
const UTF8_NAMES = 0x800;
const DEFLATED = 8;

/** The fields that a file's own header and its line in the directory share. */
function fields({ crc, packed, size, name }) {
  const head = Buffer.alloc(26);
  head.writeUInt16LE(20, 0);
  head.writeUInt16LE(UTF8_NAMES, 2);
  head.writeUInt16LE(DEFLATED, 4);
  head.writeUInt16LE(DAY, 8);
  head.writeUInt32LE(crc, 10);
  head.writeUInt32LE(packed.length, 14);
  head.writeUInt32LE(size, 18);
  head.writeUInt16LE(name.length, 22);
  return head;
}

const signature = (letters) => Buffer.from(`PK${letters}`, 'latin1');

/**
 * A ZIP archive (APPNOTE 6.3) of files, in the order given, deflated; for archives below 4 GiB.
 *
 * @param {Iterable<{name: string, content: Buffer}>} files names with forward slashes
 * @returns {Buffer}
 */
export function zip(files) {
  const body = [];
  const directory = [];
  let offset = 0;
  for (const { name: path, content } of files) {
    const name = Buffer.from(path);
    const entry = { name, size: content.length, crc: crc32(content), packed: deflateRawSync(content) };
    const local = [signature('\x03\x04'), fields(entry), name, entry.packed];
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    directory.push(signature('\x01\x02'), Buffer.from([20, 0]), fields(entry), place, name);
    body.push(...local);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const count = directory.length / 5;
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...body, ...directory, signature('\x05\x06'), end]);
}

/** Every file of a folder, under a name of its own in the archive. */
export function filesOf(folder, as) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({
      name: `${as}/${relative(folder, path).replaceAll(sep, '/')}`,
      content: readFileSync(path),
    }));
}
