import { randomInt } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U, which are read as something else. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 24;
const isSerial = new RegExp(`^[${letters}]{${length}}$`);

const grouped = (text: string): string => text.replace(/.{4}(?=.)/g, '$&-');

/** A new serial of 120 random bits in six groups of four: nobody comes upon one by trying. */
export const newSerial = (): string =>
  grouped(Array.from({ length }, () => letters[randomInt(letters.length)]).join(''));

/** A serial as somebody typed it from a paper, in the form it is stored; null when it is none. */
export const readSerial = (typed: string): string | null => {
  const text = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return isSerial.test(text) ? grouped(text) : null;
};
