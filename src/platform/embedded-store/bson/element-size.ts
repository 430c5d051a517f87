const fixed: Partial<Record<number, number>> = {
  0x01: 8, // double
  0x06: 0, // undefined
  0x07: 12, // ObjectId
  0x08: 1, // boolean
  0x09: 8, // date
  0x0a: 0, // null
  0x10: 4, // int32
  0x11: 8, // timestamp
  0x12: 8, // long
  0x13: 16, // Decimal128
  0x7f: 0, // MaxKey
  0xff: 0, // MinKey
};

/** What the length in front of a value does not count. */
const beside: Partial<Record<number, number>> = {
  0x02: 4, // string
  0x03: 0, // document
  0x04: 0, // array
  0x05: 5, // binary
  0x0c: 16, // DBPointer
  0x0d: 4, // code
  0x0e: 4, // symbol
  0x0f: 0, // code with scope
};

export const int32At = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) |
  ((bytes[at + 1] ?? 0) << 8) |
  ((bytes[at + 2] ?? 0) << 16) |
  ((bytes[at + 3] ?? 0) << 24);

/** Where the name (or other text) that begins here has its closing zero. */
export const zeroFrom = (bytes: Uint8Array, at: number): number => {
  while (bytes[at] !== 0 && at < bytes.length) at++;
  return at;
};

/** How many bytes the value of a BSON element takes. Source: bsonspec.org, version 1.1. */
export const valueSize = (bytes: Uint8Array, type: number, at: number): number => {
  const size = fixed[type];
  if (size !== undefined) return size;
  const extra = beside[type];
  if (extra !== undefined) return int32At(bytes, at) + extra;
  // A regular expression: two texts, each with a zero at its end.
  return zeroFrom(bytes, zeroFrom(bytes, at) + 1) + 1 - at;
};
