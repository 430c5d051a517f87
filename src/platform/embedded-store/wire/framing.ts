/** Every message begins with four 32-bit integers: length, request, response to, operation. */
export const headerLength = 16;

/** The largest message, in bytes, as `hello` announces it. */
const largestMessage = 48_000_000;

/** The bytes do not form a message of the protocol; the connection cannot go on. */
export class ProtocolError extends Error {
  /** How a message began that could not even be cut out, as far as it has come. */
  readonly beginning: Buffer | undefined;

  constructor(reason: string, beginning?: Buffer) {
    super(reason);
    this.beginning = beginning;
  }
}

const checkedLength = (bytes: Buffer): number => {
  const length = bytes.readInt32LE(0);
  if (length < headerLength || length > largestMessage)
    throw new ProtocolError(`message length ${length}`, bytes);
  return length;
};

/** Cuts the bytes that arrive into whole messages, however they are split up on the way. */
export const createFraming = () => {
  let chunks: Buffer[] = [];
  let buffered = 0;
  let expected = 0;

  return function* push(chunk: Buffer): Generator<Buffer> {
    chunks.push(chunk);
    buffered += chunk.length;
    while (buffered >= Math.max(expected, 4)) {
      const [only] = chunks;
      const bytes = only && chunks.length === 1 ? only : Buffer.concat(chunks);
      chunks = [bytes];
      expected = checkedLength(bytes);
      if (buffered < expected) return;
      chunks = buffered > expected ? [bytes.subarray(expected)] : [];
      buffered -= expected;
      const message = bytes.subarray(0, expected);
      expected = 0;
      yield message;
    }
  };
};
