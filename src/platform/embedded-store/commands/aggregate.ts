import { Long } from 'bson';
import { type Doc, isDocument, writeDocument } from '../bson/documents.ts';
import { checkStages } from '../aggregation/stages.ts';
import { streamStored } from '../aggregation/stored-pipeline.ts';
import { splitPipeline, type PipelineParts } from '../aggregation/pipeline-start.ts';
import { CommandError } from '../command-error.ts';
import { countDocuments } from '../query/count-documents.ts';
import { planFind } from '../query/find-documents.ts';
import { outputStage } from '../output/output-stage.ts';
import type { OutputStage } from '../output/target.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { cursorReply } from '../wire/cursor-reply.ts';
import type { Request } from '../wire/request.ts';
import {
  type CommandContext,
  countField,
  documentField,
  documentList,
  type Handler,
  timeLimit,
} from './command.ts';
import { fromSourceStage } from './source-stages.ts';
import { checkTime, withTimeLimitInAll } from '../time-limit.ts';
import { queryFrom } from './query-options.ts';

export const aggregateFields = [
  'aggregate',
  'pipeline',
  'cursor',
  'allowDiskUse',
  'collation',
  'hint',
  'let',
  'bypassDocumentValidation',
];

const firstBatchSize = 101;

const otherCollections =
  (catalog: Catalog, db: string) =>
  (name: string): Doc[] => {
    const collection = catalog.find(db, name);
    const docs: Doc[] = [];
    for (const { doc } of collection?.documents.scan(false) ?? []) {
      checkTime();
      docs.push(doc);
    }
    return docs;
  };

/** Stages that compare no strings. */
const uncollated = new Set(['$limit', '$skip', '$count', '$unset', '$unwind', '$out']);

/** @throws CommandError 238 for a stage that would have to compare by a collation */
const refuseCollated = (stages: readonly Doc[]): void => {
  const refused = stages.flatMap(Object.keys).find((name) => !uncollated.has(name));
  if (refused !== undefined)
    throw new CommandError(
      'NotImplemented',
      `this store does not have a collation for '${refused}' after the first $match and $sort`,
    );
};

/** What a pipeline over a collection yields, as BSON; documents no stage changes go out as stored. */
function* results(
  collection: Collection | undefined,
  { start, rest, counts }: PipelineParts,
  body: Doc,
  collectionNamed: (name: string) => Doc[],
): Generator<Uint8Array> {
  const variables = documentField(body, 'let');
  const query = collection && {
    ...queryFrom(body, collection, start.filter, start),
    sort: start.sort,
  };
  if (collection && query && counts) {
    const total = countDocuments(collection, query);
    if (total > 0) yield writeDocument({ _id: counts.id, [counts.field]: total });
    return;
  }
  if (query?.comparison.collated) refuseCollated(rest);
  const options = { variables, collection: collectionNamed };
  const found = collection && query ? planFind(collection, query).run() : [];
  if (rest.length === 0) {
    for (const { bytes } of found) yield bytes;
    return;
  }
  for (const doc of streamStored(found, rest, options)) yield writeDocument(doc);
}

/** The collections that a pipeline looks into besides its own. */
const namesIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isDocument(value)) return [];
  return Object.entries(value).flatMap(([name, operand]) =>
    (name === 'from' || name === 'coll' || name === '$unionWith') && typeof operand === 'string'
      ? [operand]
      : namesIn(operand),
  );
};

/** Writes what a pipeline yields; all of it is read first when the pipeline reads what it changes. */
const writeOutput = (
  output: OutputStage,
  documents: Iterable<Uint8Array>,
  pipeline: readonly Doc[],
  { body, db }: Request,
  { catalog, cursors, beginWrite }: CommandContext,
): void => {
  const { target, replacesTarget } = output;
  const read = [String(body.aggregate), ...namesIn(pipeline)];
  const readsTarget = target.db === db && read.includes(target.name);
  beginWrite();
  output.write(catalog, readsTarget && !replacesTarget ? [...documents] : documents);
  if (replacesTarget) cursors.killAll((namespace) => namespace === `${target.db}.${target.name}`);
};

export const aggregate: Handler = (request, context) => {
  const { body, db } = request;
  const { catalog, cursors } = context;
  const pipeline = documentList(body, 'pipeline');
  if (!('cursor' in body))
    throw new CommandError('FailedToParse', "The 'cursor' option is required");
  checkStages(pipeline);
  const name = typeof body.aggregate === 'string' ? body.aggregate : '$cmd.aggregate';
  const size = countField(documentField(body, 'cursor'), 'batchSize', firstBatchSize);
  const ns = `${db}.${name}`;
  const collection = otherCollections(catalog, db);
  const options = { variables: documentField(body, 'let'), collection };
  const output = outputStage(pipeline, db, options.variables);
  const reading = output ? pipeline.slice(0, -1) : pipeline;
  const stream =
    fromSourceStage(reading, request, context, options) ??
    results(catalog.find(db, name), splitPipeline(reading), body, collection);
  if (output) {
    writeOutput(output, stream, reading, request, context);
    return cursorReply('firstBatch', [], { id: Long.ZERO, ns });
  }
  const { id, documents } = cursors.start(
    ns,
    withTimeLimitInAll(stream, timeLimit(body)),
    size,
    false,
  );
  return cursorReply('firstBatch', documents, { id, ns });
};
