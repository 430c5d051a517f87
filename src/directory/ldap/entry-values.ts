import type { Entry } from 'ldapts';

const valuesOf = (entry: Entry, name: string): string[] => {
  // Attribute names have no case (RFC 4512, 2.5).
  const key = Object.keys(entry).find((one) => one.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? [] : entry[key];
  return [value ?? []].flat().map(String);
};

/** All values of an attribute. */
export const textsOf = valuesOf;

/** The first value of an attribute, or an empty string. */
export const textOf = (entry: Entry, name: string): string => valuesOf(entry, name)[0] ?? '';

/** A whole number, or 0 where there is none. Large ones are not exact. */
export const numberOf = (entry: Entry, name: string): number => Number(textOf(entry, name));
