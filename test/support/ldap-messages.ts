/** LDAP's operations by the tag of their message (RFC 4511, 4.2 to 4.14). */
const operations: Record<number, string> = {
  0x60: 'bind',
  0x42: 'unbind',
  0x63: 'search',
  0x66: 'modify',
  0x77: 'extended',
};

/** Where the contents of a BER element begin and end, or null while it is not whole. */
const extent = (bytes: Buffer, at = 0): { begin: number; end: number } | null => {
  const first = bytes[at + 1];
  if (first === undefined) return null;
  const more = first & 0x80 ? first & 0x7f : 0;
  if (bytes.length < at + 2 + more) return null;
  const length = more ? bytes.readUIntBE(at + 2, more) : first;
  const begin = at + 2 + more;
  return bytes.length < begin + length ? null : { begin, end: begin + length };
};

/** What a message asks for: after its length stands its number, then the operation. */
export const operationOf = (message: Buffer): string => {
  const number = extent(message, extent(message)?.begin);
  return operations[message[number?.end ?? 0] ?? 0] ?? 'other';
};

/** Cuts a stream of bytes into whole LDAP messages. */
export const createMessageCutter = (take: (message: Buffer) => void) => {
  let kept: Buffer = Buffer.alloc(0);
  return (chunk: Buffer): void => {
    kept = Buffer.concat([kept, chunk]);
    for (let whole = extent(kept); whole; whole = extent(kept)) {
      take(kept.subarray(0, whole.end));
      kept = kept.subarray(whole.end);
    }
  };
};
