/** Chance that can be repeated: the same seed gives the same numbers (Mulberry32, T. Ettinger). */
export const createRandom = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  /** An integer from 0, below `end`. */
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    /** One of the things; there must be one. */
    pick: <T>(things: readonly T[]): T => things[below(things.length)] as T,
    bytes: (length: number): Buffer => Buffer.from(Array.from({ length }, () => below(256))),
  };
};

export type Random = ReturnType<typeof createRandom>;
