import { plainReader } from '../bson/field-reader.ts';
import { encodeCompoundKey } from '../bson/key-encoder.ts';
import type { Collection } from '../storage/collection.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import type { Comparison } from './comparison.ts';
import { compareSortValues, type SortField, sortValues } from './sort.ts';

interface Sortable {
  values: unknown[];
  row: number;
}

export interface SortRequest {
  fields: SortField[];
  comparison: Comparison;
  skip: number;
  /** So many of the first count, the skipped ones among them; Infinity: all. */
  wanted: number;
}

/** So many rows are sorted in memory; more of them are sorted on disk. */
const mostInMemory = 20_000;

const bySortValues = ({ fields, comparison }: SortRequest) => {
  const byValues = compareSortValues(fields, comparison);
  return (a: Sortable, b: Sortable): number => byValues(a.values, b.values);
};

function* readRows(collection: Collection, rows: Sortable[]): Generator<StoredDocument> {
  for (const { row } of rows) {
    const found = collection.read(row);
    if (found) yield found;
  }
}

function* sortOnDisk(
  collection: Collection,
  sortables: Iterable<Sortable>,
  { fields, skip }: SortRequest,
): Generator<StoredDocument> {
  const descending = fields.map((field) => field.descending);
  const sort = collection.spillSort();
  try {
    for (const { values, row } of sortables) sort.add(encodeCompoundKey(values, descending), row);
    yield* sort.read(skip);
  } finally {
    sort.drop();
  }
}

function* chained(first: Sortable[], others: Iterable<Sortable>): Generator<Sortable> {
  yield* first;
  yield* others;
}

/**
 * Sorts what was found by its values and rows alone. When only the first so many count, the rest
 * is let go early; a language's order of strings has no keys, and is worked out in memory.
 */
export function* sortDocuments(
  collection: Collection,
  found: Iterable<StoredDocument>,
  request: SortRequest,
): Generator<StoredDocument> {
  const { fields, comparison, skip, wanted } = request;
  const compare = bySortValues(request);
  const read = plainReader(fields.map(({ path: [top = ''] }) => top));
  const sortables = Iterator.from(found).map(({ row, bytes }): Sortable => {
    return { row, values: sortValues(read(bytes), fields, comparison) };
  });
  let rows: Sortable[] = [];
  for (let next = sortables.next(); !next.done; next = sortables.next()) {
    rows.push(next.value);
    if (rows.length >= 4096 && rows.length >= wanted * 2)
      rows = rows.sort(compare).slice(0, wanted);
    if (rows.length < mostInMemory || comparison.collated) continue;
    yield* sortOnDisk(collection, chained(rows, sortables), request);
    return;
  }
  yield* readRows(collection, rows.sort(compare).slice(skip));
}
