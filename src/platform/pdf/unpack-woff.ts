import { inflateSync } from 'node:zlib';

const headerSize = 44;
const entrySize = 20;
const padded = (length: number): number => (length + 3) & ~3;

/**
 * The font within a WOFF file (W3C, WOFF 1.0), as OpenType: its tables are unpacked once. The library that
 * sets the text would unpack one for each letter it looks up, which takes seconds a sheet.
 */
export const unpackWoff = (woff: Buffer): Buffer => {
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => {
    const entry = woff.subarray(headerSize + index * entrySize);
    const [offset, packed, length] = [4, 8, 12].map((at) => entry.readUInt32BE(at)) as [
      number,
      number,
      number,
    ];
    const bytes = woff.subarray(offset, offset + packed);
    const data = packed < length ? inflateSync(bytes) : bytes;
    return { tag: entry.subarray(0, 4), checksum: entry.subarray(16, 20), data };
  });

  const directory = Buffer.alloc(12 + count * 16);
  woff.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  // How a table is searched for by halves (OpenType, table directory).
  const halvings = Math.floor(Math.log2(count));
  directory.writeUInt16BE(2 ** halvings * 16, 6);
  directory.writeUInt16BE(halvings, 8);
  directory.writeUInt16BE((count - 2 ** halvings) * 16, 10);

  let offset = directory.length;
  const bodies = tables.map(({ tag, checksum, data }, index) => {
    const at = 12 + index * 16;
    tag.copy(directory, at);
    checksum.copy(directory, at + 4);
    directory.writeUInt32BE(offset, at + 8);
    directory.writeUInt32BE(data.length, at + 12);
    offset += padded(data.length);
    return Buffer.concat([data], padded(data.length));
  });
  return Buffer.concat([directory, ...bodies]);
};
