import { createHmac } from 'node:crypto';

const written = /^(\d{2})?(\d{2})(\d{2})(\d{2})([-+]?)(\d{4})$/;

/** The digits' Luhn sum (ISO/IEC 7812-1): every other digit from the left counts double. */
const passesLuhn = (tenDigits: string): boolean => {
  const products = Array.from(
    tenDigits,
    (digit, place) => Number(digit) * (place % 2 === 0 ? 2 : 1),
  );
  return products.reduce((sum, n) => sum + (n > 9 ? n - 9 : n), 0) % 10 === 0;
};

const isDate = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/**
 * A samordningsnummer carries its day of birth plus 60. Where the date of birth is not known,
 * the month is 00 or the day 60.
 */
const isDateOfBirth = (year: number, month: number, day: number): boolean => {
  if (day < 60) return isDate(year, month, day);
  const unknownMonth = month === 0 && day <= 91;
  const unknownDay = month >= 1 && month <= 12 && day === 60;
  return unknownMonth || unknownDay || isDate(year, month, day - 60);
};

/** Two digits of a year mean the last hundred years; `+` the hundred before (SFS 1991:481). */
const fullYear = (twoDigits: string, separator: string, thisYear: number): number => {
  const age = (thisYear - Number(twoDigits)) % 100;
  return thisYear - age - (separator === '+' ? 100 : 0);
};

/**
 * Reads a personnummer or samordningsnummer as people and systems write it: 10 or 12 digits,
 * with or without `-` or `+`, with any spaces. Answers its 12 digits, or null when the date of
 * birth cannot be or the check digit is wrong.
 */
export const parsePersonalNumber = (text: string, now = new Date()): string | null => {
  const match = written.exec(text.replace(/\s/g, '').replace(/[‐‑–−]/, '-'));
  if (!match) return null;
  const [, century = '', yy = '', mm = '', dd = '', separator = '', last = ''] = match;
  const thisYear = now.getUTCFullYear();
  const year = century ? Number(century + yy) : fullYear(yy, separator, thisYear);
  const possible = year >= 1800 && year <= thisYear && isDateOfBirth(year, Number(mm), Number(dd));
  return possible && passesLuhn(yy + mm + dd + last) ? `${year}${mm}${dd}${last}` : null;
};

/** As they stand in a text: 12 digits, or with the separator; ten digits alone can be a phone number. */
const inText = /(?<!\d)(?:(?:19|20)\d{10}|(?:\d{2})?\d{6}[-+]\d{4})(?!\d)/g;

/** Does a personal number stand in the text? */
export const holdsPersonalNumber = (text: string): boolean =>
  (text.match(inText) ?? []).some((digits) => parsePersonalNumber(digits) !== null);

/**
 * Makes the function that turns a personal number (12 digits) into the key it is found by:
 * `keyId:` and an HMAC-SHA256 (RFC 2104) under `secret`, base64url. Only this key is stored.
 */
export const createPersonKey =
  (secret: Buffer, keyId: string) =>
  (personalNumber: string): string =>
    `${keyId}:${createHmac('sha256', secret).update(personalNumber).digest('base64url')}`;
