import type { Doc } from '../bson/documents.ts';
import type { Query } from '../query/find-documents.ts';
import type { IndexPlan, Plan } from '../query/plan.ts';
import type { Collection } from '../storage/collection.ts';
import { idIndexSpec } from '../storage/index-spec.ts';

/** A plan as nested stages, the last to run outermost. */
export type PlanStage = Doc & { stage: string };

const none: ReadonlySet<number> = new Set<number>();

const indexScan = (collection: Collection, plan: IndexPlan): PlanStage => {
  const index = collection.indexes.find(({ spec }) => spec.name === plan.index);
  const { spec, arrayFields } = index ?? { spec: idIndexSpec, arrayFields: none };
  return {
    stage: 'IXSCAN',
    keyPattern: spec.key,
    indexName: spec.name,
    isMultiKey: arrayFields.size > 0,
    multiKeyPaths: Object.fromEntries(
      spec.fields.map(({ name }, position) => [name, arrayFields.has(position) ? [name] : []]),
    ),
    isUnique: spec.unique,
    isSparse: spec.sparse,
    isPartial: spec.partialFilter !== undefined,
    indexVersion: 2,
    direction: plan.backwards ? 'backward' : 'forward',
  };
};

const withFilter = (filter: Doc, checked: boolean): Doc =>
  checked && Object.keys(filter).length > 0 ? { filter } : {};

const access = (collection: Collection, plan: Plan, filter: Doc): PlanStage => {
  if (plan.kind === 'scan') {
    const direction = plan.backwards ? 'backward' : 'forward';
    return { stage: 'COLLSCAN', ...withFilter(filter, true), direction };
  }
  if (plan.kind === 'union') {
    const inputStages = plan.parts.map((part) => indexScan(collection, part));
    return { stage: 'FETCH', filter, inputStage: { stage: 'OR', inputStages } };
  }
  const inputStage = indexScan(collection, plan);
  return { stage: 'FETCH', ...withFilter(filter, !plan.exact), inputStage };
};

/** How documents are found, sorted and cut: FETCH, IXSCAN, COLLSCAN, OR, SORT, SKIP, LIMIT. */
export const planStages = (collection: Collection, plan: Plan, query: Query): PlanStage => {
  const { filter, sort, skip, limit } = query;
  let stage = access(collection, plan, filter);
  if (!plan.sorted) stage = { stage: 'SORT', sortPattern: sort, inputStage: stage };
  if (skip > 0) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage };
  if (limit > 0) stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage };
  return stage;
};
