import type { IndexField } from '../storage/index-spec.ts';
import { afterPrefix, type KeyRange, prefixRange } from '../storage/key-range.ts';
import { type FieldBounds, fieldBounds, type TextKeys } from './field-bounds.ts';
import type { FieldPredicates, Predicate } from './field-predicates.ts';

/** How much of an index a filter makes one look at. */
export interface IndexBounds {
  ranges: KeyRange[];
  /** So many leading fields are pinned to values. */
  pinned: number;
  /** And the next one is bounded by a range. */
  ranged: boolean;
  /** The pinned fields have one value each, so that what follows them is in order. */
  single: boolean;
  exact: Set<Predicate>;
}

/** With more combinations of values than this, the fields to the right are checked, not sought. */
const mostPrefixes = 512;

const invert = (key: Uint8Array): Buffer => Buffer.from(key.map((byte) => ~byte & 0xff));

const descendingRange = ({ from, to }: KeyRange): KeyRange => ({
  from: afterPrefix(invert(to)),
  to: afterPrefix(invert(from)),
});

const oriented = (bounds: FieldBounds, descending: boolean): FieldBounds =>
  descending
    ? {
        ...bounds,
        points: bounds.points?.map(invert),
        range: bounds.range && descendingRange(bounds.range),
      }
    : bounds;

const distinct = (keys: Buffer[]): Buffer[] =>
  keys.length < 2
    ? keys
    : [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()].sort((a, b) =>
        Buffer.compare(a, b),
      );

const withPrefix = (prefix: Buffer, { from, to }: KeyRange): KeyRange => ({
  from: Buffer.concat([prefix, from]),
  to: Buffer.concat([prefix, to]),
});

/** Works out which key ranges of an index hold every document the predicates can match. */
export const indexBounds = (
  fields: readonly IndexField[],
  predicates: FieldPredicates,
  { texts, arrayFields }: { texts: TextKeys; arrayFields: ReadonlySet<number> },
): IndexBounds => {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let pinned = 0;
  let single = true;
  let boundArray = false;
  const exact = new Set<Predicate>();

  for (const [position, field] of fields.entries()) {
    const holdsArrays = arrayFields.has(position);
    // Two fields of one array may be satisfied by different elements: only one can be bound.
    if (holdsArrays && boundArray) break;
    const found = fieldBounds(predicates.of.get(field.name) ?? [], { texts, holdsArrays });
    if (!found) break;
    boundArray ||= holdsArrays;
    const bounds = oriented(found, field.descending);
    if (bounds.range) {
      const { range } = bounds;
      for (const predicate of found.exact) exact.add(predicate);
      const ranges = prefixes.map((prefix) => withPrefix(prefix, range));
      return { ranges, pinned, ranged: true, single, exact };
    }
    const points = distinct(bounds.points ?? []);
    if (prefixes.length * points.length > mostPrefixes && position > 0) break;
    for (const predicate of found.exact) exact.add(predicate);
    prefixes = prefixes.flatMap((prefix) => points.map((point) => Buffer.concat([prefix, point])));
    single &&= points.length === 1;
    pinned++;
    if (bounds.open) break;
  }
  return { ranges: prefixes.map(prefixRange), pinned, ranged: false, single, exact };
};
