import type { Findings } from './findings.ts';
import { lix } from './readability.ts';
import type { Read } from './yaml-source.ts';

/** Above this, plain Swedish has become hard Swedish. */
export const highestLix = 35;

/** What is read: not ids, times, addresses or what a clue quotes. */
const read = new Set(
  'title intro ending name situation text feedback report delete answer open approve deny body label alt asks'.split(
    ' ',
  ),
);

const textsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    typeof item === 'string' ? (read.has(key) ? item.split(/\n{2,}/) : []) : textsIn(item),
  );
};

/** Warns of an exercise or of questions in hard Swedish, measured as one text. */
export const checkWording = ({ file, data }: Read<unknown>, findings: Findings): void => {
  const found = lix(textsIn(data));
  if (found > highestLix)
    findings.warning(file, 1, `LIX is ${found}; aim for ${highestLix} or less.`);
};
