/**
 * BSON's order of types, lowest first, as the byte that opens a key. All numbers share one rank,
 * and so do strings and symbols. 0x00 closes a list inside a key and 0xff stands above all keys.
 * Source: MongoDB manual, "Comparison/Sort Order".
 */
export const rank = {
  minKey: 0x01,
  /** What an index holds for an empty array: below null. */
  emptyArray: 0x05,
  null: 0x06,
  number: 0x10,
  string: 0x20,
  object: 0x28,
  array: 0x30,
  binary: 0x38,
  objectId: 0x40,
  boolean: 0x48,
  date: 0x50,
  timestamp: 0x58,
  regex: 0x60,
  code: 0x68,
  codeWithScope: 0x70,
  maxKey: 0xf0,
} as const;

/** Stands in an index for an array without elements. */
export const emptyArray = Symbol('empty array');

const ranksOfClasses: Record<string, number> = {
  MinKey: rank.minKey,
  Int32: rank.number,
  Double: rank.number,
  Long: rank.number,
  Decimal128: rank.number,
  BSONSymbol: rank.string,
  DBRef: rank.object,
  Binary: rank.binary,
  ObjectId: rank.objectId,
  Timestamp: rank.timestamp,
  BSONRegExp: rank.regex,
  Code: rank.code,
  MaxKey: rank.maxKey,
};

const rankOfObject = (value: object): number => {
  if (Array.isArray(value)) return rank.array;
  if (value instanceof Date) return rank.date;
  if (value instanceof RegExp) return rank.regex;
  if ('_bsontype' in value && typeof value._bsontype === 'string') {
    if (value._bsontype === 'Code' && 'scope' in value && value.scope) return rank.codeWithScope;
    return ranksOfClasses[value._bsontype] ?? rank.object;
  }
  return value instanceof Uint8Array ? rank.binary : rank.object;
};

/** Where a value's type stands in BSON's order; a missing value ranks as null. */
export const rankOf = (value: unknown): number => {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return rank.number;
    case 'string':
      return rank.string;
    case 'boolean':
      return rank.boolean;
    case 'symbol':
      return rank.emptyArray;
    case 'object':
      return value === null ? rank.null : rankOfObject(value);
    default:
      return rank.null;
  }
};
