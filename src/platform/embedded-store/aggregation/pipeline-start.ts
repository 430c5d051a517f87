import { type Doc, isDocument } from '../bson/documents.ts';

/** How a pipeline begins, as a query that indexes can serve, and what is left to do. */
export interface PipelineParts {
  start: { filter: Doc; sort: Doc; skip: number; limit: number };
  rest: Doc[];
  /** All that is left is to count: the reply's `_id` and the name of the count. */
  counts: { id: unknown; field: string } | undefined;
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0;

/** `{ $group: { _id: 1, n: { $sum: 1 } } }`, which is how drivers count documents. */
const countStage = (rest: Doc[]): PipelineParts['counts'] => {
  const group = rest.length === 1 ? rest[0]?.$group : undefined;
  if (!isDocument(group)) return undefined;
  const { _id: id, ...fields } = group;
  const [field, ...others] = Object.keys(fields);
  if (field === undefined || others.length > 0) return undefined;
  const sum = fields[field];
  const constant = id === null || typeof id === 'number';
  return constant && isDocument(sum) && sum.$sum === 1 ? { id, field } : undefined;
};

/** Takes leading `$match`, then `$sort`, `$skip` and `$limit`, once each and in this order. */
export const splitPipeline = (pipeline: readonly Doc[]): PipelineParts => {
  const rest = [...pipeline];
  const start: PipelineParts['start'] = { filter: {}, sort: {}, skip: 0, limit: 0 };
  const filters: Doc[] = [];
  while (isDocument(rest[0]?.$match)) filters.push(rest.shift()?.$match as Doc);
  if (filters.length > 0)
    start.filter = filters.length === 1 ? (filters[0] ?? {}) : { $and: filters };
  if (isDocument(rest[0]?.$sort)) start.sort = rest.shift()?.$sort as Doc;
  if (isDocument(rest[0]?.$match) && filters.length === 0)
    start.filter = rest.shift()?.$match as Doc;
  if (isCount(rest[0]?.$skip)) start.skip = Number(rest.shift()?.$skip);
  if (isCount(rest[0]?.$limit)) start.limit = Number(rest.shift()?.$limit);
  return { start, rest, counts: countStage(rest) };
};
