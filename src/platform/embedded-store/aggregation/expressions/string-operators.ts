import { Int32 } from 'bson';
import { CommandError } from '../../command-error.ts';
import { type Operator, taking, takingAll, takingNamed } from './expression.ts';
import { bsonTypeName, isMissing, isNumeric, requireWhole, toNumber } from '../../bson/numeric.ts';

/** The code points of a text, by which the server counts characters. */
export const codePoints = (text: string): string[] => Array.from(text);

/** @throws CommandError with this code unless it is a string */
export const requireText = (
  value: unknown,
  operator: string,
  code: `Location${number}`,
): string => {
  if (typeof value === 'string') return value;
  throw new CommandError(code, `${operator} requires a string, not ${bsonTypeName(value)}`);
};

/** What text operators take for a string; nothing is the empty string. */
const asText = (value: unknown, operator: string): string => {
  if (isMissing(value)) return '';
  if (isNumeric(value)) return String(toNumber(value));
  if (value instanceof Date) return value.toISOString();
  return requireText(value, operator, 'Location16007');
};

const ofText = (name: string, apply: (text: string) => unknown): Operator =>
  taking(1, 1, (value: unknown) => apply(asText(value, name)));

const concat = takingAll((values) => {
  const missing = values.findIndex(isMissing);
  const texts = values
    .slice(0, missing < 0 ? values.length : missing)
    .map((value) => requireText(value, '$concat', 'Location16702'));
  return missing < 0 ? texts.join('') : null;
});

/** A part by code points. */
const substringByCharacters = taking(3, 3, (text: unknown, first: unknown, count: unknown) => {
  const start = requireWhole(first, '$substrCP', 'Location34450');
  const length = requireWhole(count, '$substrCP', 'Location34452');
  if (start < 0 || length < 0)
    throw new CommandError('Location34455', '$substrCP: positions may not be negative');
  return codePoints(asText(text, '$substrCP'))
    .slice(start, start + length)
    .join('');
});

const isContinuation = (byte: number | undefined): boolean =>
  byte !== undefined && (byte & 0xc0) === 0x80;

/** A part by bytes of UTF-8; a negative length means to the end. */
const substringByBytes = taking(3, 3, (text: unknown, first: unknown, count: unknown) => {
  const bytes = Buffer.from(asText(text, '$substrBytes'));
  const start = requireWhole(first, '$substrBytes', 'Location16034');
  const length = requireWhole(count, '$substrBytes', 'Location16035');
  if (start < 0)
    throw new CommandError('Location50752', '$substrBytes: the start may not be negative');
  const end = length < 0 ? bytes.length : Math.min(start + length, bytes.length);
  if (isContinuation(bytes[start]))
    throw new CommandError('Location28656', '$substrBytes: starts within a UTF-8 character');
  if (isContinuation(bytes[end]))
    throw new CommandError('Location28657', '$substrBytes: ends within a UTF-8 character');
  return bytes.subarray(start, end).toString();
});

type IndexOf = (text: string, sought: string, start: number, end: number | undefined) => number;

const byCharacters: IndexOf = (text, sought, start, end) => {
  const characters = codePoints(text).slice(0, end);
  const index = characters.slice(start).join('').indexOf(sought);
  return index < 0
    ? -1
    : start + codePoints(characters.slice(start).join('').slice(0, index)).length;
};

const byBytes: IndexOf = (text, sought, start, end) => {
  const bytes = Buffer.from(text).subarray(0, end);
  return start > bytes.length ? -1 : bytes.indexOf(sought, start);
};

const indexOf =
  (search: IndexOf): Operator =>
  (operand, compiler, name) => {
    const count = Array.isArray(operand) ? operand.length : 1;
    if (count < 2 || count > 4)
      throw new CommandError('Location16020', `Expression ${name} takes 2 to 4 arguments`);
    return takingAll(([text, sought, first = 0, end]) => {
      if (isMissing(text)) return null;
      const [start, stop] = [first, end].map((position) =>
        position === undefined ? undefined : requireWhole(position, name, 'Location40096'),
      );
      if ((start ?? 0) < 0 || (stop ?? 0) < 0)
        throw new CommandError('Location40097', `${name}: positions may not be negative`);
      const [within, part] = [
        requireText(text, name, 'Location40091'),
        requireText(sought, name, 'Location40092'),
      ];
      return new Int32(search(within, part, start ?? 0, stop));
    })(operand, compiler, name);
  };

const split = taking(2, 2, (text: unknown, separator: unknown) => {
  if (isMissing(text) || isMissing(separator)) return null;
  const by = requireText(separator, '$split', 'Location40086');
  if (by === '') throw new CommandError('Location40087', '$split requires a non-empty separator');
  return requireText(text, '$split', 'Location40085').split(by);
});

/** Without `chars`: white space, and the character zero. */
const whiteSpace = new Set(
  '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a',
);

const trim = (name: string, left: boolean, right: boolean): Operator =>
  takingNamed(['input'], ['chars'], ({ input, chars }) => {
    if (isMissing(input) || chars === null) return null;
    const text = codePoints(requireText(input, name, 'Location50699'));
    const trimmed =
      chars === undefined ? whiteSpace : new Set(requireText(chars, name, 'Location50700'));
    let [start, end] = [0, text.length];
    while (left && start < end && trimmed.has(text[start] ?? '')) start++;
    while (right && end > start && trimmed.has(text[end - 1] ?? '')) end--;
    return text.slice(start, end).join('');
  });

const replacing = (name: string, replace: (text: string, find: string, by: string) => string) =>
  takingNamed(['input', 'find', 'replacement'], [], (values) => {
    const parts = [values.input, values.find, values.replacement];
    const texts = parts
      .filter((part) => !isMissing(part))
      .map((part) => requireText(part, name, 'Location51746'));
    const [text, find, by] = texts;
    if (text === undefined || find === undefined || by === undefined) return null;
    return replace(text, find, by);
  });

const length = (name: string, code: `Location${number}`, measure: (text: string) => number) =>
  taking(1, 1, (value: unknown) => new Int32(measure(requireText(value, name, code))));

/** Letters are made small and large as the server does: ASCII only. */
const small = (text: string): string => text.replace(/[A-Z]+/g, (part) => part.toLowerCase());
const large = (text: string): string => text.replace(/[a-z]+/g, (part) => part.toUpperCase());

/** Source: MongoDB manual, "String Expression Operators". */
export const stringOperators: Record<string, Operator> = {
  $concat: concat,
  $toLower: ofText('$toLower', small),
  $toUpper: ofText('$toUpper', large),
  $strLenCP: length('$strLenCP', 'Location34471', (text) => codePoints(text).length),
  $strLenBytes: length('$strLenBytes', 'Location34473', (text) => Buffer.byteLength(text)),
  $strcasecmp: taking(2, 2, (a: unknown, b: unknown) => {
    const [left, right] = [large(asText(a, '$strcasecmp')), large(asText(b, '$strcasecmp'))];
    return new Int32(Buffer.compare(Buffer.from(left), Buffer.from(right)));
  }),
  $substrCP: substringByCharacters,
  $substrBytes: substringByBytes,
  $substr: substringByBytes,
  $indexOfCP: indexOf(byCharacters),
  $indexOfBytes: indexOf(byBytes),
  $split: split,
  $trim: trim('$trim', true, true),
  $ltrim: trim('$ltrim', true, false),
  $rtrim: trim('$rtrim', false, true),
  $replaceOne: replacing('$replaceOne', (text, find, by) => text.replace(find, () => by)),
  $replaceAll: replacing('$replaceAll', (text, find, by) =>
    find === '' ? text : text.replaceAll(find, () => by),
  ),
};
