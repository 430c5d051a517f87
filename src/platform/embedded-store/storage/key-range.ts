/** Keys from `from` (included) up to `to` (excluded). */
export interface KeyRange {
  from: Uint8Array;
  to: Uint8Array;
}

/** The least key above every key that begins with this prefix. */
export const afterPrefix = (prefix: Uint8Array): Buffer => {
  let length = prefix.length;
  while (length > 0 && prefix[length - 1] === 0xff) length--;
  if (length === 0) return Buffer.alloc(prefix.length + 1, 0xff);
  const next = Buffer.from(prefix.subarray(0, length));
  next[length - 1] = (next[length - 1] ?? 0) + 1;
  return next;
};

const wholeRange: KeyRange = { from: Buffer.alloc(0), to: Buffer.from([0xff]) };

/** All keys that begin with the prefix. */
export const prefixRange = (prefix: Uint8Array): KeyRange => ({
  from: prefix,
  to: prefix.length === 0 ? wholeRange.to : afterPrefix(prefix),
});
