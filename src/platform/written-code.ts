import { randomInt } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a figure or another letter. Five bits each. */
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const groupLength = 4;

const newGroup = () =>
  Array.from({ length: groupLength }, () => signs[randomInt(signs.length)]).join('');

/** A code to write down or read out: `7K2M-…`, so many groups of four signs, 20 bits a group. */
export const newWrittenCode = (groups: number): string =>
  Array.from({ length: groups }, newGroup).join('-');

/**
 * The signs of what was typed, however it was spaced and whichever case.
 *
 * @returns null when it cannot be a code of so many groups.
 */
export const readWrittenCode = (typed: string, groups: number): string | null => {
  const plain = typed
    .toUpperCase()
    .replace(/[\s–-]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  const isCode = plain.length === groups * groupLength && /^[0-9A-HJKMNP-TV-Z]+$/.test(plain);
  return isCode ? plain : null;
};
