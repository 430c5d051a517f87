const initialSize = 4096;

/** A growing buffer that hands out copies of what was written since the last `take`. */
export const createByteWriter = () => {
  let buffer = Buffer.allocUnsafe(initialSize);
  let length = 0;

  const reserve = (extra: number): void => {
    if (length + extra <= buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + extra));
    buffer.copy(larger, 0, 0, length);
    buffer = larger;
  };

  return {
    byte(value: number): void {
      reserve(1);
      buffer[length++] = value;
    },
    bytes(value: Uint8Array): void {
      reserve(value.length);
      buffer.set(value, length);
      length += value.length;
    },
    uint32(value: number): void {
      reserve(4);
      length = buffer.writeUInt32BE(value >>> 0, length);
    },
    double(value: number): void {
      reserve(8);
      length = buffer.writeDoubleBE(value, length);
    },
    bigInt64(value: bigint): void {
      reserve(8);
      length = buffer.writeBigInt64BE(BigInt.asIntN(64, value), length);
    },
    /** UTF-8 without any terminator; answers where it began. */
    text(value: string): number {
      const start = length;
      reserve(value.length * 3);
      length += buffer.write(value, length, 'utf8');
      return start;
    },
    length: (): number => length,
    at: (index: number): number => buffer[index] ?? 0,
    /** Turns every byte from `start` into its complement: ascending order becomes descending. */
    invert(start: number): void {
      for (let index = start; index < length; index++) buffer[index] = ~(buffer[index] ?? 0) & 0xff;
    },
    flip(index: number, mask: number): void {
      buffer[index] = (buffer[index] ?? 0) ^ mask;
    },
    /** Forgets what a failed attempt left behind. */
    reset(): void {
      length = 0;
    },
    take(): Buffer {
      const copy = Buffer.from(buffer.subarray(0, length));
      length = 0;
      return copy;
    },
  };
};

export type ByteWriter = ReturnType<typeof createByteWriter>;
