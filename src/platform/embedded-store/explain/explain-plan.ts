import type { Doc } from '../bson/documents.ts';
import { queryFrom } from '../commands/query-options.ts';
import { countDocuments } from '../query/count-documents.ts';
import { compileQuery, planFind, type Query } from '../query/find-documents.ts';
import type { Plan } from '../query/plan.ts';
import type { Collection } from '../storage/collection.ts';
import type { ExplainedCommand } from './explained-command.ts';
import { observed } from './observed-collection.ts';
import { type PlanStage, planStages } from './plan-stages.ts';

/** A write looks for one document and says so by itself; a projection is cut after the limit. */
const findStages = (
  collection: Collection,
  plan: Plan,
  query: Query,
  { around }: ExplainedCommand,
): PlanStage => {
  const writes = around === 'UPDATE' || around === 'DELETE';
  const inputStage = planStages(collection, plan, writes ? { ...query, limit: 0 } : query);
  return around === undefined ? inputStage : { stage: around, inputStage };
};

/** Counting reads no document where the key alone tells. */
const countStages = (collection: Collection, plan: Plan, query: Query): PlanStage => {
  const everything = Object.keys(query.filter).length === 0 && query.hint === undefined;
  if (everything) return { stage: 'RECORD_STORE_FAST_COUNT' };
  const input = planStages(collection, plan, query);
  const scan = plan.kind === 'index' && plan.exact ? (input.inputStage as PlanStage) : input;
  const counting = scan.stage === 'IXSCAN' ? { ...scan, stage: 'COUNT_SCAN' } : input;
  return { stage: 'COUNT', inputStage: counting };
};

const nothingRun = (winningPlan: PlanStage): Doc => ({
  executionSuccess: true,
  nReturned: 0,
  executionTimeMillis: 0,
  totalKeysExamined: 0,
  totalDocsExamined: 0,
  executionStages: winningPlan,
});

const statistics = (
  collection: Collection,
  query: Query,
  explained: ExplainedCommand,
  winningPlan: PlanStage,
): Doc => {
  const started = performance.now();
  const { collection: seen, examined } = observed(collection);
  const counting = explained.around === 'COUNT';
  const found = counting
    ? countDocuments(seen, query)
    : planFind(seen, query)
        .run()
        .reduce((total) => total + 1, 0);
  const returned = counting || explained.around === 'UPDATE' || explained.around === 'DELETE';
  const { keys, documents } = examined;
  const changes = {
    COUNT: { nCounted: found },
    UPDATE: { nMatched: found, nWouldModify: found },
    DELETE: { nWouldDelete: found },
  };
  return {
    executionSuccess: true,
    nReturned: returned ? 0 : found,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: keys,
    totalDocsExamined: documents,
    executionStages: {
      ...winningPlan,
      nReturned: returned ? 0 : found,
      keysExamined: keys,
      docsExamined: documents,
      ...(changes[explained.around as keyof typeof changes] as Doc | undefined),
    },
  };
};

/** How a command would find its documents, and with `run` what looking for them took. */
export const explainPlan = (
  collection: Collection | undefined,
  namespace: string,
  explained: ExplainedCommand,
  run: boolean,
): Doc => {
  const { options, filter, skip, limit } = explained;
  const query = queryFrom(options, collection, filter, { skip, limit });
  compileQuery(query);
  let winningPlan: PlanStage = { stage: 'EOF' };
  if (collection) {
    const counting = explained.around === 'COUNT';
    const { plan } = planFind(collection, counting ? { ...query, sort: {} } : query);
    winningPlan = counting
      ? countStages(collection, plan, query)
      : findStages(collection, plan, query, explained);
  }
  const queryPlanner = {
    namespace,
    parsedQuery: filter,
    indexFilterSet: false,
    maxIndexedOrSolutionsReached: false,
    maxIndexedAndSolutionsReached: false,
    maxScansToExplodeReached: false,
    winningPlan,
    rejectedPlans: [],
  };
  if (!run) return { queryPlanner };
  const executionStats = collection
    ? statistics(collection, query, explained, winningPlan)
    : nothingRun(winningPlan);
  return { queryPlanner, executionStats };
};
