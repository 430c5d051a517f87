import { newWrittenCode, readWrittenCode } from '../platform/written-code.ts';

/** One to find it by, five that are secret: 100 bits. */
const groups = 6;
const idLength = 4;

/** A code to print and seal: `7K2M-…`, six groups of four. */
export const newBreakGlassCode = (): string => newWrittenCode(groups);

/** What was typed, however it was spaced and whichever case; null when it cannot be a code. */
export const readBreakGlassCode = (typed: string): { id: string; secret: string } | null => {
  const plain = readWrittenCode(typed, groups);
  return plain === null ? null : { id: plain.slice(0, idLength), secret: plain.slice(idLength) };
};
