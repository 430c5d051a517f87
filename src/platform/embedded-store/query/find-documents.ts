import type { Doc } from '../bson/documents.ts';
import type { Collection } from '../storage/collection.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import type { Comparison } from './comparison.ts';
import { compileFilter } from './matcher.ts';
import { filterReader } from './filter-reader.ts';
import { type Plan, planQuery } from './plan.ts';
import { runPlan } from './run-plan.ts';
import { parseSort } from './sort.ts';
import { sortDocuments } from './sort-documents.ts';

export interface Query {
  filter: Doc;
  sort: Doc;
  skip: number;
  /** 0: no limit. */
  limit: number;
  comparison: Comparison;
  hint: string | undefined;
  variables: Doc;
}

function* part<T>(items: Iterable<T>, skip: number, limit: number): Generator<T> {
  let position = 0;
  if (limit === 0) limit = Infinity;
  for (const item of items) {
    if (position >= skip) yield item;
    if (++position >= skip + limit) return;
  }
}

export interface PlannedQuery {
  plan: Plan;
  run: () => Generator<StoredDocument>;
}

/** What a query asks, checked whether there is anything to be found or not. @throws CommandError */
export const compileQuery = ({ filter, sort, comparison, variables }: Query) => ({
  sort: parseSort(sort),
  matches: compileFilter(filter, { comparison, variables }),
});

/** Plans a query; what it finds is read as it is asked for. */
export const planFind = (collection: Collection, query: Query): PlannedQuery => {
  const { filter, skip, limit, comparison, hint } = query;
  const { sort, matches } = compileQuery(query);
  const check = { matches, read: filterReader(filter) };
  const plan = planQuery(collection, { filter, sort, comparison, hint });
  const wanted = limit === 0 ? Infinity : skip + limit;
  const run = (): Generator<StoredDocument> => {
    if (plan.sorted) {
      const found = runPlan(collection, plan, check, Number.isFinite(wanted) ? wanted : undefined);
      return part(found, skip, limit);
    }
    const found = runPlan(collection, plan, check);
    const request = { fields: sort, comparison, skip, wanted };
    return part(sortDocuments(collection, found, request), 0, limit);
  };
  return { plan, run };
};

/** What a query finds, which is nothing where there is no collection. @throws CommandError */
export const findDocuments = (
  collection: Collection | undefined,
  query: Query,
): Iterable<StoredDocument> => {
  if (collection) return planFind(collection, query).run();
  compileQuery(query);
  return [];
};

/** A query for what matches a filter, in no particular order. */
export const plainQuery = (filter: Doc, comparison: Comparison): Query => ({
  filter,
  sort: {},
  skip: 0,
  limit: 0,
  comparison,
  hint: undefined,
  variables: {},
});
