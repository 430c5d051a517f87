import { type Doc, writeDocument } from '../bson/documents.ts';
import { checkStages } from '../aggregation/stages.ts';
import { streamStored } from '../aggregation/stored-pipeline.ts';
import { splitPipeline, type PipelineParts } from '../aggregation/pipeline-start.ts';
import { CommandError } from '../command-error.ts';
import { countDocuments } from '../query/count-documents.ts';
import { planFind } from '../query/find-documents.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { cursorReply } from '../wire/cursor-reply.ts';
import { countField, documentField, documentList, type Handler, timeLimit } from './command.ts';
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
  const options = { variables, collection: collectionNamed };
  const found = collection && query ? planFind(collection, query).run() : [];
  if (rest.length === 0) {
    for (const { bytes } of found) yield bytes;
    return;
  }
  for (const doc of streamStored(found, rest, options)) yield writeDocument(doc);
}

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
  const stream =
    fromSourceStage(pipeline, request, context, options) ??
    results(catalog.find(db, name), splitPipeline(pipeline), body, collection);
  const { id, documents } = cursors.start(
    ns,
    withTimeLimitInAll(stream, timeLimit(body)),
    size,
    false,
  );
  return cursorReply('firstBatch', documents, { id, ns });
};
