import { parsePersonalNumber } from '../platform/personal-number.ts';

/** So many people a list may name. */
export const mostNames = 20_000;

/** What stands first in each row of a file, without its heading. */
const firstCells = (text: string): string[] => {
  const cells = text.split(/\r?\n/).map((line) => (line.split(/[;,\t]/)[0] ?? '').trim());
  const [heading = '', ...rest] = cells;
  return /[\d@.]/.test(heading) ? cells : rest;
};

const unquoted = (text: string): string => text.replace(/^"(.*)"$/, '$1').trim();

/** Employee numbers, logins or addresses: pasted with anything between them, or the first column of a file. */
export const namesIn = (pasted: string, file: string): string[] => {
  const names = [...pasted.split(/[\s;,]+/), ...firstCells(file)].map(unquoted).filter(Boolean);
  return [...new Set(names)];
};

/** 12 digits, or with the separator: ten digits alone may be an employee number. */
const written = /^((19|20)\d{10}|(\d{2})?\d{6}[-+]\d{4})$/;

export const holdsPersonalNumber = (names: readonly string[]): boolean =>
  names.some((name) => written.test(name) && parsePersonalNumber(name) !== null);
