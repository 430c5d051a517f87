const ticksPerMs = 10_000n;
/** From 1 January 1601 to 1 January 1970. */
const epochMs = 11_644_473_600_000;
/** "Never", of an account that does not expire. */
const never = 0x7fffffffffffffffn;

const ticksOf = (text: string): bigint => (/^-?\d+$/.test(text) ? BigInt(text) : 0n);

/** A moment in Active Directory's count of 100 ns; null for none and for never. */
export const momentOf = (text: string): Date | null => {
  const ticks = ticksOf(text);
  return ticks <= 0n || ticks === never ? null : new Date(Number(ticks / ticksPerMs) - epochMs);
};

/** A span of time, which Active Directory writes as a negative number, in ms. */
export const spanMsOf = (text: string): number => Number(-ticksOf(text) / ticksPerMs);

/** A moment in the same count. */
export const ticksAt = (moment: Date): string =>
  String((BigInt(moment.getTime()) + BigInt(epochMs)) * ticksPerMs);
