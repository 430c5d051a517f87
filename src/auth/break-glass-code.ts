import { randomInt } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a figure or another letter. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupLength = 4;
/** One to find it by, five that are secret: 100 bits. */
const groups = 6;

const newGroup = () =>
  Array.from({ length: groupLength }, () => signs[randomInt(signs.length)]).join('');

/** A code to print and seal: `7K2M-…`, six groups of four. */
export const newBreakGlassCode = (): string => Array.from({ length: groups }, newGroup).join('-');

/** What was typed, however it was spaced and whichever case; null when it cannot be a code. */
export const readBreakGlassCode = (typed: string): { id: string; secret: string } | null => {
  const plain = typed
    .toUpperCase()
    .replace(/[\s–-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const isCode = plain.length === groups * groupLength && /^[0-9A-HJKMNP-TV-Z]+$/.test(plain);
  return isCode ? { id: plain.slice(0, groupLength), secret: plain.slice(groupLength) } : null;
};
