import { isNaNumber } from '../bson/decimal.ts';
import { encodeKey } from '../bson/key-encoder.ts';
import { emptyArray, rank, rankOf } from '../bson/type-rank.ts';
import { afterPrefix, type KeyRange } from '../storage/key-range.ts';
import type { Predicate } from './field-predicates.ts';
import { isRegex } from './operator-object.ts';

/** What an index needs to look at for one field, in keys that ascend. */
export interface FieldBounds {
  /** Single values, each as its key; or else one range of keys. */
  points: Buffer[] | undefined;
  range: KeyRange | undefined;
  /** The predicates that the bounds say in full, so that nothing remains to be checked. */
  exact: Predicate[];
  /** The points are beginnings of keys: nothing can be said of the fields after this one. */
  open?: boolean;
}

/** What keys an index has for strings. */
export interface TextKeys {
  /** They do not follow the strings' own order. */
  collated: boolean;
  /** Beginnings of the keys that may stand for a string; undefined: of all of them. */
  prefixes: (text: string) => Uint8Array[] | undefined;
}

const bracketStart = (type: number): Buffer =>
  // Below every number stands NaN, which no range includes.
  type === rank.number ? Buffer.from([type, 0, 1]) : Buffer.from([type]);

const bracketEnd = (type: number): Buffer => Buffer.from([type + 1]);

const isIndexable = (value: unknown, collated: boolean): boolean =>
  !Array.isArray(value) &&
  !isRegex(value) &&
  !(collated && [rank.string, rank.object].includes(rankOf(value) as never));

const pointsOf = (value: unknown): Buffer[] =>
  rankOf(value) === rank.null ? [encodeKey(null), encodeKey(emptyArray)] : [encodeKey(value)];

/** Where the keys of a value are sought; undefined when that cannot be told. */
const placesOf = (value: unknown, { collated, prefixes }: TextKeys): Buffer[] | undefined => {
  if (collated && typeof value === 'string') return prefixes(value)?.map((one) => Buffer.from(one));
  return isIndexable(value, collated) ? pointsOf(value) : undefined;
};

const valuesOf = ({ operator, operand }: Predicate): unknown[] | undefined => {
  if (operator === '$eq') return [operand];
  return operator === '$in' && Array.isArray(operand) ? operand : undefined;
};

const equalityBounds = (predicates: Predicate[], texts: TextKeys): FieldBounds | undefined => {
  for (const predicate of predicates) {
    const values = valuesOf(predicate);
    const places = values?.map((value) => placesOf(value, texts));
    if (!values || !places?.every((place) => place !== undefined)) continue;
    const open = texts.collated && values.some((value) => typeof value === 'string');
    return { points: places.flat(), range: undefined, exact: open ? [] : [predicate], open };
  }
  return undefined;
};

const comparisonRange = ({ operator, operand }: Predicate): KeyRange | undefined => {
  const type = rankOf(operand);
  if (type === rank.null || type === rank.minKey || type === rank.maxKey) return undefined;
  if (isNaNumber(operand)) return undefined;
  const key = encodeKey(operand);
  const [from, to] = [bracketStart(type), bracketEnd(type)];
  if (operator === '$gt') return { from: afterPrefix(key), to };
  if (operator === '$gte') return { from: key, to };
  if (operator === '$lt') return { from, to: key };
  if (operator === '$lte') return { from, to: afterPrefix(key) };
  return undefined;
};

/** `/^abc/`: strings that begin with these characters. Flags or a special character end that. */
const prefixRegexRange = ({ operator, operand }: Predicate): KeyRange | undefined => {
  if (operator !== '$regex') return undefined;
  const [pattern, flags] =
    typeof operand === 'string'
      ? [operand, '']
      : isRegex(operand)
        ? 'pattern' in operand
          ? [operand.pattern, operand.options]
          : [operand.source, operand.flags]
        : ['', ''];
  const prefix = /^\^([\p{L}\p{N} _:@/,;-]+)(?![*?{|+])/u.exec(pattern)?.[1];
  if (!prefix || flags !== '' || pattern.includes('|')) return undefined;
  const from = Buffer.concat([Buffer.from([rank.string]), Buffer.from(prefix)]);
  return { from, to: afterPrefix(from) };
};

const narrow = (a: KeyRange, b: KeyRange): KeyRange => ({
  from: Buffer.compare(a.from, b.from) >= 0 ? a.from : b.from,
  to: Buffer.compare(a.to, b.to) <= 0 ? a.to : b.to,
});

const rangeBounds = (
  predicates: Predicate[],
  collated: boolean,
  holdsArrays: boolean,
): FieldBounds | undefined => {
  const options = predicates.some(({ operator }) => operator === '$options');
  const exact: Predicate[] = [];
  let range: KeyRange | undefined;
  for (const predicate of predicates) {
    if (!isIndexable(predicate.operand, collated) && predicate.operator !== '$regex') continue;
    const compared = comparisonRange(predicate);
    const found = compared ?? (options || collated ? undefined : prefixRegexRange(predicate));
    // In an array one element may satisfy one condition and another the other.
    if (!found || (range && holdsArrays)) continue;
    range = range ? narrow(range, found) : found;
    if (compared) exact.push(predicate);
  }
  return range && { points: undefined, range, exact };
};

/** The bounds that a field's predicates put on an index, if any. */
export const fieldBounds = (
  predicates: Predicate[],
  { texts, holdsArrays }: { texts: TextKeys; holdsArrays: boolean },
): FieldBounds | undefined =>
  equalityBounds(predicates, texts) ?? rangeBounds(predicates, texts.collated, holdsArrays);
