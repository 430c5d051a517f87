import type { DocumentReader } from '../bson/field-reader.ts';
import type { Collection } from '../storage/collection.ts';
import type { EntryReader } from '../storage/entry-reader.ts';
import type { KeyRange } from '../storage/key-range.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import type { Matcher } from './match-types.ts';
import type { IndexPlan, Plan } from './plan.ts';
import { checkTime } from '../time-limit.ts';

const firstPage = 16;

function* keyedRows(reader: EntryReader, ranges: readonly KeyRange[]): Generator<StoredDocument> {
  for (const { from } of ranges) {
    checkTime();
    const found = reader.readOne(from);
    if (found) yield found;
  }
}

function* indexRows(plan: IndexPlan, hint: number): Generator<StoredDocument> {
  const { reader, backwards } = plan;
  const ranges = backwards ? plan.ranges.toReversed() : plan.ranges;
  if (plan.keyed) yield* keyedRows(reader, ranges);
  else for (const range of ranges) yield* reader.read(range, backwards, hint);
}

function* withoutRepeats(rows: Iterable<StoredDocument>): Generator<StoredDocument> {
  const seen = new Set<number>();
  for (const found of rows) {
    if (seen.has(found.row)) continue;
    seen.add(found.row);
    yield found;
  }
}

function* unionRows(parts: IndexPlan[], hint: number): Generator<StoredDocument> {
  for (const part of parts) yield* indexRows(part, hint);
}

const rowsOf = (collection: Collection, plan: Plan, hint: number): Iterable<StoredDocument> => {
  if (plan.kind === 'scan') return collection.documents.scan(plan.backwards);
  if (plan.kind === 'union') return withoutRepeats(unionRows(plan.parts, hint));
  const rows = indexRows(plan, hint);
  return plan.repeats ? withoutRepeats(rows) : rows;
};

/** What a plan's documents are checked against. */
export interface Check {
  matches: Matcher;
  /** Reads as much of a document as the filter looks at. */
  read: DocumentReader;
}

/** Reads what the plan says and yields what matches; `hint`: about how many will be wanted. */
export function* runPlan(
  collection: Collection,
  plan: Plan,
  { matches, read }: Check,
  hint = firstPage,
): Generator<StoredDocument> {
  const checked = plan.kind !== 'index' || !plan.exact;
  for (const document of rowsOf(collection, plan, hint)) {
    checkTime();
    if (!checked || matches(read(document.bytes))) yield document;
  }
}
