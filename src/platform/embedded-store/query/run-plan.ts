import type { DocumentReader } from '../bson/field-reader.ts';
import type { Collection } from '../storage/collection.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import type { Matcher } from './match-types.ts';
import type { IndexPlan, Plan } from './plan.ts';
import { checkTime } from '../time-limit.ts';

const firstPage = 16;

function* singleRow({ reader, ranges }: IndexPlan): Generator<StoredDocument> {
  const found = ranges[0] && reader.readOne(ranges[0].from);
  if (found) yield found;
}

function* indexRows(plan: IndexPlan, hint: number): Generator<StoredDocument> {
  if (plan.single) {
    yield* singleRow(plan);
    return;
  }
  const ranges = plan.backwards ? plan.ranges.toReversed() : plan.ranges;
  for (const range of ranges) yield* plan.reader.read(range, plan.backwards, hint);
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
