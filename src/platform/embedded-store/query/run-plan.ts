import { type Doc, readPlain } from '../bson/documents.ts';
import type { Collection } from '../storage/collection.ts';
import type { StoredRow } from '../storage/document-table.ts';
import type { Matcher } from './match-types.ts';
import type { IndexPlan, Plan } from './plan.ts';

/** A document that was found, with its plain form. */
export interface FoundDocument extends StoredRow {
  doc: Doc;
}

const firstPage = 16;

function* singleRow({ reader, ranges }: IndexPlan): Generator<StoredRow> {
  const [, row, bytes] = (ranges[0] && reader.readOne(ranges[0].from)) ?? [];
  if (row !== undefined && bytes) yield { row, bytes };
}

function* indexRows(plan: IndexPlan, hint: number): Generator<StoredRow> {
  if (plan.single) {
    yield* singleRow(plan);
    return;
  }
  const ranges = plan.backwards ? plan.ranges.toReversed() : plan.ranges;
  for (const range of ranges)
    for (const [, row, bytes] of plan.reader.read(range, plan.backwards, hint))
      yield { row, bytes };
}

function* withoutRepeats(rows: Iterable<StoredRow>): Generator<StoredRow> {
  const seen = new Set<number>();
  for (const found of rows) {
    if (seen.has(found.row)) continue;
    seen.add(found.row);
    yield found;
  }
}

function* unionRows(parts: IndexPlan[], hint: number): Generator<StoredRow> {
  for (const part of parts) yield* indexRows(part, hint);
}

const rowsOf = (collection: Collection, plan: Plan, hint: number): Iterable<StoredRow> => {
  if (plan.kind === 'scan') return collection.documents.scan(plan.backwards);
  if (plan.kind === 'union') return withoutRepeats(unionRows(plan.parts, hint));
  const rows = indexRows(plan, hint);
  return plan.repeats ? withoutRepeats(rows) : rows;
};

/** Reads what the plan says and yields what matches; `hint`: about how many will be wanted. */
export function* runPlan(
  collection: Collection,
  plan: Plan,
  matches: Matcher,
  hint = firstPage,
): Generator<FoundDocument> {
  for (const { row, bytes } of rowsOf(collection, plan, hint)) {
    const doc = readPlain(bytes);
    if (matches(doc)) yield { row, bytes, doc };
  }
}
