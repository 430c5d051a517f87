import { createHash } from 'node:crypto';

/**
 * Numbers that look random and are the same for the same seed, on every machine: the digests of
 * the seed and a counter. Answers a function that draws from 0 up to, not including, `below`.
 */
export const createDraw = (seed: string): ((below: number) => number) => {
  let block = 0;
  let digest = Buffer.alloc(0);
  let used = 0;
  return (below) => {
    if (used + 4 > digest.length) {
      digest = createHash('sha256').update(`${seed}:${block}`).digest();
      block += 1;
      used = 0;
    }
    const value = digest.readUInt32BE(used);
    used += 4;
    return Math.floor((value / 2 ** 32) * below);
  };
};

/** The same items in a drawn order. */
export const shuffled = <T>(items: T[], draw: (below: number) => number): T[] =>
  items
    .map((item) => ({ item, lot: draw(2 ** 32) }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ item }) => item);
