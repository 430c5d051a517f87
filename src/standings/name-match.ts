import type { Row } from './standing-book.ts';

/**
 * Does a person fit what was typed into a search field? Each word begins one of the names, in any
 * order and however the list writes them; or the text is an employee number.
 */
export const nameMatch = (text: string): ((row: Row) => boolean) => {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .map((word) => new RegExp(`(^|[ -])${RegExp.escape(word)}`));
  return ({ searchName, employeeNumbers }) =>
    employeeNumbers.includes(text) ||
    (words.length > 0 && words.every((word) => word.test(searchName)));
};
