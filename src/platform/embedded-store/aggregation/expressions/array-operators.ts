import { Int32 } from 'bson';
import { type Doc, isDocument } from '../../bson/documents.ts';
import { equalValues } from '../../bson/order.ts';
import { documentOf } from '../../bson/ordered-document.ts';
import { CommandError } from '../../command-error.ts';
import { type Operator, taking, takingAll, takingNamed } from './expression.ts';
import { bsonTypeName, isMissing, requireWhole, wholeNumber } from '../../bson/numeric.ts';

/** @throws CommandError with this code unless it is an array */
export const requireArray = (
  value: unknown,
  operator: string,
  code: `Location${number}`,
): unknown[] => {
  if (Array.isArray(value)) return value as unknown[];
  throw new CommandError(code, `${operator} requires an array, not ${bsonTypeName(value)}`);
};

/** Of one array; null of nothing. */
const ofArray = (
  name: string,
  code: `Location${number}`,
  apply: (array: unknown[]) => unknown,
): Operator =>
  taking(1, 1, (value: unknown) =>
    isMissing(value) ? null : apply(requireArray(value, name, code)),
  );

const elementAt = taking(2, 2, (array: unknown, index: unknown) => {
  if (isMissing(array) || isMissing(index)) return null;
  return requireArray(array, '$arrayElemAt', 'Location28689').at(
    requireWhole(index, '$arrayElemAt', 'Location28691'),
  );
});

const slice: Operator = taking(2, 3, (array: unknown, first: unknown, count?: unknown) => {
  if (isMissing(array) || isMissing(first) || count === null) return null;
  const from = requireArray(array, '$slice', 'Location28724');
  const position = requireWhole(first, '$slice', 'Location28725');
  if (count === undefined) return position < 0 ? from.slice(position) : from.slice(0, position);
  const length = requireWhole(count, '$slice', 'Location28727');
  if (length <= 0)
    throw new CommandError('Location28729', 'Third argument to $slice must be positive');
  const start = position < 0 ? Math.max(from.length + position, 0) : position;
  return from.slice(start, start + length);
});

const indexOf = (operand: unknown[]): unknown => {
  const [array, sought, first = 0, end] = operand;
  if (isMissing(array)) return null;
  const within = requireArray(array, '$indexOfArray', 'Location40090');
  const start = requireWhole(first, '$indexOfArray', 'Location40096');
  const stop =
    end === undefined ? within.length : requireWhole(end, '$indexOfArray', 'Location40096');
  for (let index = start; index < Math.min(stop, within.length); index++)
    if (equalValues(within[index], sought)) return new Int32(index);
  return new Int32(-1);
};

const largestRange = 5_000_000;

const range = taking(2, 3, (first: unknown, end: unknown, by: unknown = 1) => {
  const [from, to, step] = [first, end, by].map((value) =>
    requireWhole(value, '$range', 'Location34443'),
  ) as [number, number, number];
  if (step === 0) throw new CommandError('Location34449', '$range requires a non-zero step value');
  const count = Math.max(0, Math.ceil((to - from) / step));
  if (count > largestRange)
    throw new CommandError('Location146', '$range would use too much memory');
  return Array.from({ length: count }, (_, index) => new Int32(from + index * step));
});

const pairOf = (element: unknown): readonly [string, unknown] => {
  if (Array.isArray(element) && element.length === 2 && typeof element[0] === 'string')
    return [element[0], element[1]];
  if (isDocument(element) && Object.keys(element).length === 2 && typeof element.k === 'string')
    return [element.k, element.v];
  throw new CommandError(
    'Location40386',
    '$arrayToObject requires [key, value] pairs or documents with the fields k and v',
  );
};

const objectToArray = taking(1, 1, (value: unknown) => {
  if (isMissing(value)) return null;
  if (!isDocument(value))
    throw new CommandError('Location40390', '$objectToArray requires a document input');
  return Object.entries(value).map(([k, v]): Doc => ({ k, v }));
});

const concat = takingAll((values) => {
  if (values.some(isMissing)) return null;
  return values.flatMap((value) => requireArray(value, '$concatArrays', 'Location28664'));
});

const zip = takingNamed(['inputs'], ['useLongestLength', 'defaults'], (values) => {
  const { inputs, useLongestLength = false, defaults } = values;
  const arrays = requireArray(inputs, '$zip', 'Location34461');
  if (arrays.some(isMissing)) return null;
  const lists = arrays.map((array) => requireArray(array, '$zip', 'Location34468'));
  if (typeof useLongestLength !== 'boolean')
    throw new CommandError('Location34463', 'useLongestLength must be a bool');
  if (!isMissing(defaults) && !useLongestLength)
    throw new CommandError(
      'Location34466',
      'cannot specify defaults unless useLongestLength is true',
    );
  const fallbacks = isMissing(defaults) ? [] : requireArray(defaults, '$zip', 'Location34462');
  const lengths = lists.map(({ length }) => length);
  const length = useLongestLength ? Math.max(0, ...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_, index) =>
    lists.map((list, at) => (index < list.length ? list[index] : (fallbacks[at] ?? null))),
  );
});

/** Source: MongoDB manual, "Array Expression Operators". */
export const arrayOperators: Record<string, Operator> = {
  $arrayElemAt: elementAt,
  $arrayToObject: ofArray('$arrayToObject', 'Location40386', (array) =>
    documentOf(array.map(pairOf)),
  ),
  $concatArrays: concat,
  $first: ofArray('$first', 'Location28689', (array) => array[0]),
  $last: ofArray('$last', 'Location28689', (array) => array.at(-1)),
  $indexOfArray: (operand, compiler, name) => {
    const count = Array.isArray(operand) ? operand.length : 1;
    if (count >= 2 && count <= 4) return takingAll(indexOf)(operand, compiler, name);
    throw new CommandError(
      'Location16020',
      `Expression ${name} takes at least 2 arguments, and at most 4`,
    );
  },
  $isArray: taking(1, 1, (value: unknown) => Array.isArray(value)),
  $objectToArray: objectToArray,
  $range: range,
  $reverseArray: ofArray('$reverseArray', 'Location34435', (array) => array.toReversed()),
  $size: taking(1, 1, (value: unknown) =>
    wholeNumber(BigInt(requireArray(value, '$size', 'Location17124').length), 'int'),
  ),
  $slice: slice,
  $zip: zip,
};
