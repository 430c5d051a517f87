import { type Doc, isDocument } from '../bson/documents.ts';
import { equalValues } from '../bson/order.ts';
import type { Collection } from '../storage/collection.ts';
import type { EntryReader } from '../storage/entry-reader.ts';
import { idIndexSpec, type IndexSpec } from '../storage/index-spec.ts';
import type { KeyRange } from '../storage/key-range.ts';
import type { Comparison } from './comparison.ts';
import type { TextKeys } from './field-bounds.ts';
import { type FieldPredicates, fieldPredicates, requiresPresence } from './field-predicates.ts';
import { type IndexBounds, indexBounds } from './index-bounds.ts';
import { impliesFilter } from './partial-filter.ts';
import type { SortField } from './sort.ts';
import { textPrefixes } from './text-classes.ts';

/** Which documents to look at, and in which order they come. */
export type Plan = ScanPlan | IndexPlan | UnionPlan;

interface ScanPlan {
  kind: 'scan';
  backwards: boolean;
  sorted: boolean;
}

export interface IndexPlan {
  kind: 'index';
  index: string;
  reader: EntryReader;
  ranges: KeyRange[];
  backwards: boolean;
  sorted: boolean;
  /** Each range is one key, and at most one document has it. */
  keyed: boolean;
  /** One document may be met more than once. */
  repeats: boolean;
  /** All that is met matches: there is nothing left to check. */
  exact: boolean;
  score: number;
}

interface UnionPlan {
  kind: 'union';
  parts: IndexPlan[];
  sorted: boolean;
}

export interface PlanRequest {
  filter: Doc;
  sort: SortField[];
  comparison: Comparison;
  /** The only index to be considered, by name; or `$natural` or `$naturalBackwards`. */
  hint: string | undefined;
}

interface Candidate {
  spec: IndexSpec;
  reader: EntryReader;
  arrayFields: ReadonlySet<number>;
}

const noFields: ReadonlySet<number> = new Set<number>();

const candidates = (collection: Collection): Candidate[] => [
  { spec: idIndexSpec, reader: collection.documents.reader, arrayFields: noFields },
  ...collection.indexes,
];

/** Does the index hold every document that can match? */
const holdsAll = (
  { spec }: Candidate,
  predicates: FieldPredicates,
  { collated }: Comparison,
): boolean => {
  // The filter of a partial index knows no collation: others may match than those it let in.
  if (spec.partialFilter && (collated || !impliesFilter(predicates, spec.partialFilter)))
    return false;
  if (!spec.sparse) return true;
  return spec.fields.some(({ name }) => predicates.of.get(name)?.some(requiresPresence));
};

/** An index serves strings when it has the query's own collation, or when neither has one. */
const textKeysOf = ({ collation }: IndexSpec, comparison: Comparison): TextKeys => ({
  collated: comparison.collated || collation !== undefined,
  prefixes: (text) =>
    collation && comparison.collation && equalValues(collation, comparison.collation)
      ? textPrefixes(collation, text)
      : undefined,
});

/** Undefined when the index does not give this order; otherwise whether to read it backwards. */
const direction = (
  { spec, arrayFields }: Candidate,
  { pinned, single }: IndexBounds,
  { sort, comparison }: PlanRequest,
): boolean | undefined => {
  if (!single || comparison.collated || spec.collation) return undefined;
  const pinnedNames = new Set(spec.fields.slice(0, pinned).map(({ name }) => name));
  const wanted = sort.filter(({ name }) => !pinnedNames.has(name));
  let backwards: boolean | undefined;
  for (const [offset, { name, descending }] of wanted.entries()) {
    const field = spec.fields[pinned + offset];
    if (field?.name !== name || arrayFields.has(pinned + offset)) return undefined;
    const opposite = field.descending !== descending;
    if (backwards !== undefined && backwards !== opposite) return undefined;
    backwards = opposite;
  }
  return backwards ?? false;
};

/**
 * One document beats all; then more values known; then a range; then the order; then less to read: an
 * index that leaves out documents which cannot match has fewer.
 */
const scoreOf = (
  spec: IndexSpec,
  bounds: IndexBounds,
  single: boolean,
  sorted: boolean,
): number => {
  const worth = bounds.pinned * 10 + (bounds.ranged ? 5 : 0) + (sorted ? 4 : 0);
  const isSmaller = worth > 0 ? spec.partialFilter !== undefined : spec.sparse;
  return (single ? 1000 : 0) + worth + (isSmaller ? 1 : 0);
};

const weigh = (
  candidate: Candidate,
  predicates: FieldPredicates,
  request: PlanRequest,
): IndexPlan => {
  const { spec, reader, arrayFields } = candidate;
  const texts = textKeysOf(spec, request.comparison);
  const bounds = indexBounds(spec.fields, predicates, { texts, arrayFields });
  const backwards = direction(candidate, bounds, request);
  const sorted = backwards !== undefined && request.sort.length > 0;
  const holdsOne = spec.unique && bounds.pinned === spec.fields.length;
  const single = holdsOne && bounds.single;
  const all = [...predicates.of.values()].flat();
  return {
    kind: 'index',
    index: spec.name,
    reader,
    ranges: bounds.ranges,
    backwards: backwards ?? false,
    sorted: request.sort.length === 0 || backwards !== undefined,
    keyed: arrayFields.size === 0 && (single || (holdsOne && !texts.collated)),
    repeats: arrayFields.size > 0,
    exact:
      predicates.complete &&
      arrayFields.size === 0 &&
      all.every((predicate) => bounds.exact.has(predicate)),
    score: scoreOf(spec, bounds, single, sorted),
  };
};

const bestIndex = (collection: Collection, request: PlanRequest): IndexPlan | undefined => {
  const predicates = fieldPredicates(request.filter);
  let best: IndexPlan | undefined;
  for (const candidate of candidates(collection)) {
    if (
      request.hint === undefined
        ? !holdsAll(candidate, predicates, request.comparison)
        : candidate.spec.name !== request.hint
    )
      continue;
    const plan = weigh(candidate, predicates, request);
    if (request.hint !== undefined) return plan;
    if (plan.score > (best?.score ?? 0)) best = plan;
  }
  return best;
};

/** For `{ $or: […] }` where each branch has an index of its own. */
const unionOfBranches = (collection: Collection, request: PlanRequest): UnionPlan | undefined => {
  const { $or: branches, ...others } = request.filter;
  if (!Array.isArray(branches) || request.hint !== undefined) return undefined;
  const parts: IndexPlan[] = [];
  for (const branch of branches) {
    if (!isDocument(branch)) return undefined;
    const filter = { $and: [others, branch] };
    const part = bestIndex(collection, { ...request, sort: [], filter });
    if (!part) return undefined;
    parts.push(part);
  }
  return { kind: 'union', parts, sorted: request.sort.length === 0 };
};

/** Chooses how to find what matches the filter, in the order asked for if an index gives it. */
export const planQuery = (collection: Collection, request: PlanRequest): Plan => {
  const [first] = request.sort;
  const natural = first?.name === '$natural' || request.hint?.startsWith('$natural') === true;
  const backwards =
    first?.name === '$natural' ? first.descending : request.hint === '$naturalBackwards';
  const scan: ScanPlan = {
    kind: 'scan',
    backwards,
    sorted: first === undefined || first.name === '$natural',
  };
  if (natural) return scan;
  return bestIndex(collection, request) ?? unionOfBranches(collection, request) ?? scan;
};
