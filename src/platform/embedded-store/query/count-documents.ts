import type { Collection } from '../storage/collection.ts';
import { compileQuery, planFind, type Query } from './find-documents.ts';

/** How many documents match; where an index alone can tell, no document is read. */
export const countDocuments = (collection: Collection | undefined, query: Query): number => {
  if (!collection) {
    compileQuery(query);
    return 0;
  }
  const { skip, limit } = query;
  const { plan, run } = planFind(collection, { ...query, sort: {} });
  const everything = Object.keys(query.filter).length === 0;
  const within = (total: number): number =>
    Math.min(Math.max(total - skip, 0), limit === 0 ? Infinity : limit);
  if (everything && query.hint === undefined) return within(collection.documents.count());
  if (plan.kind === 'index' && plan.exact)
    return within(plan.ranges.reduce((sum, range) => sum + plan.reader.count(range), 0));
  return run().reduce((total) => total + 1, 0);
};
