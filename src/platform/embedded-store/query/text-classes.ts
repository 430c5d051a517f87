import { type Doc, isDocument } from '../bson/documents.ts';
import { encodeKey } from '../bson/key-encoder.ts';
import { collatorOf } from './collation.ts';

/*
 * What an index with a collation holds for a text: the class of texts that are equal to it. There is
 * no such thing in JavaScript, but for letters that stand for themselves alone the class of a text
 * is that of its letters, one by one. Texts of any other letters are kept apart, as they are.
 */

/** Begins what stands for a class, and what stands for a text kept apart. */
const ofClass = '\u0001';
const apart = '\u{10ffff}';

/** The beginning of all keys of texts kept apart. */
const apartPrefix: Uint8Array = encodeKey(apart).subarray(0, -2);

const characters = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, n) => String.fromCodePoint(from + n));

const small = characters(0x61, 0x7b);
const pairs = small.flatMap((a) => small.map((b) => a + b));

/** The letters of European languages that use the Latin alphabet, digits and signs of ASCII. */
const candidates = [
  ...characters(0x20, 0x7f),
  ...characters(0xa0, 0x180).filter((one) => /\p{L}/u.test(one)),
];

/** Each character that is neither nothing nor two letters, with the first of those equal to it. */
const classesOf = (collator: Intl.Collator, digits: boolean): Map<string, string> => {
  const { compare } = collator;
  const alone = candidates.filter(
    (one) =>
      compare(one, '') !== 0 &&
      (digits || !/\d/.test(one)) &&
      (one <= '~' || !pairs.some((pair) => compare(one, pair) === 0)),
  );
  const sorted = alone.toSorted((a, b) => compare(a, b) || (a < b ? -1 : 1));
  const classes = new Map<string, string>();
  let first = '';
  for (const one of sorted) {
    if (first === '' || compare(first, one) !== 0) first = one;
    classes.set(one, first);
  }
  return classes;
};

type ClassOf = (text: string) => string | undefined;

const made = new Map<string, ClassOf>();

/** The class of a text by a whole collation; undefined for one that is kept apart. */
const classOfTexts = (collation: Doc): ClassOf => {
  const name = JSON.stringify(collation);
  const known = made.get(name);
  if (known) return known;
  const classes = classesOf(collatorOf(collation), collation.numericOrdering !== true);
  const classOf = (text: string): string | undefined => {
    let found = ofClass;
    for (const one of text.normalize('NFC')) {
      const same = classes.get(one);
      if (same === undefined) return undefined;
      found += same;
    }
    return found;
  };
  made.set(name, classOf);
  return classOf;
};

/** A value as an index with a whole collation holds it: values that are equal have one key. */
export const indexedBy = (collation: Doc): ((value: unknown) => unknown) => {
  const classOf = classOfTexts(collation);
  const indexed = (value: unknown): unknown => {
    if (typeof value === 'string') return classOf(value) ?? apart + value.normalize('NFC');
    if (Array.isArray(value)) return value.map(indexed);
    if (!isDocument(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, indexed(part)]));
  };
  return indexed;
};

/** The beginnings of the keys of all texts that may equal this one; undefined: of any text. */
export const textPrefixes = (collation: Doc, text: string): Uint8Array[] | undefined => {
  const found = classOfTexts(collation)(text);
  return found === undefined ? undefined : [encodeKey(found), apartPrefix];
};
