import { Long } from 'bson';
import { letVariables } from '../aggregation/expressions.ts';
import { splitPipeline } from '../aggregation/pipeline-start.ts';
import { preparePipeline, runPipeline } from '../aggregation/pipeline.ts';
import { type Doc, readExact, writeDocument } from '../bson/documents.ts';
import { exactReader } from '../bson/field-reader.ts';
import { CommandError } from '../command-error.ts';
import { endsInOutput, outputStage } from '../output/output-stage.ts';
import { binaryComparison } from '../query/comparison.ts';
import { countDocuments } from '../query/count-documents.ts';
import { planFind } from '../query/find-documents.ts';
import { pipelineFields } from '../query/needed-fields.ts';
import type { Catalog } from '../storage/catalog.ts';
import { checkTime, withTimeLimitInAll } from '../time-limit.ts';
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
import { comparisonOf, queryFrom } from './query-options.ts';
import { sourceDocuments } from './source-stages.ts';
import { writeOutput } from './write-output.ts';

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

const collectionReader = (catalog: Catalog, db: string) =>
  function* read(name: string): Generator<Doc> {
    for (const { bytes } of catalog.find(db, name)?.documents.scan(false) ?? []) {
      checkTime();
      yield readExact(bytes);
    }
  };

/** A pipeline in both forms: as queries are planned, and as stages compute. */
interface Pipeline {
  plain: Doc[];
  exact: Doc[];
}

type Documents = Iterable<Uint8Array>;

/** What a pipeline yields, as BSON. All of it is checked at once; documents are read later. */
const pipelineResults = (
  { plain, exact }: Pipeline,
  request: Request,
  context: CommandContext,
  variables: Doc,
): Documents => {
  const { body, db } = request;
  const { catalog } = context;
  const options = {
    variables: Object.keys(variables),
    collection: collectionReader(catalog, db),
    comparison: binaryComparison,
  };
  preparePipeline(exact, options);
  const reading = endsInOutput(plain) ? -1 : undefined;
  const { start, rest, counts } = splitPipeline(plain.slice(0, reading));
  const afterStart = exact.slice(0, reading).slice(plain.slice(0, reading).length - rest.length);
  const comparison = counts ? binaryComparison : comparisonOf(body);
  const stage = preparePipeline(afterStart, { ...options, comparison });
  const source = sourceDocuments(plain[0] ?? {}, request, context);
  if (!source && typeof body.aggregate !== 'string')
    throw new CommandError(
      'InvalidNamespace',
      `{aggregate: 1} is not valid for '${Object.keys(plain[0] ?? {})[0] ?? ''}'; a collection is required.`,
    );
  const found = function* (): Generator<Uint8Array> {
    if (source) {
      for (const doc of runPipeline(stage, source, variables)) yield writeDocument(doc);
      return;
    }
    const collection = catalog.find(db, String(body.aggregate));
    const query = collection && {
      ...queryFrom(body, collection, start.filter, start),
      sort: start.sort,
    };
    if (collection && query && counts) {
      const total = countDocuments(collection, query);
      if (total > 0) yield writeDocument({ _id: counts.id, [counts.field]: total });
      return;
    }
    const stored = collection && query ? planFind(collection, query).run() : [];
    if (rest.length === 0) {
      for (const { bytes } of stored) yield bytes;
      return;
    }
    const read = exactReader(pipelineFields(afterStart));
    const docs = function* (): Generator<Doc> {
      for (const { bytes } of stored) yield read(bytes);
    };
    for (const doc of runPipeline(stage, docs(), variables)) yield writeDocument(doc);
  };
  return found();
};

export const aggregate: Handler = (request, context) => {
  const { body, db } = request;
  const plain = documentList(body, 'pipeline');
  if (!('cursor' in body))
    throw new CommandError('FailedToParse', "The 'cursor' option is required");
  const exactBody = request.exactBody();
  const exact = documentList(exactBody, 'pipeline');
  const variables = letVariables(documentField(exactBody, 'let'));
  const name = typeof body.aggregate === 'string' ? body.aggregate : '$cmd.aggregate';
  const size = countField(documentField(body, 'cursor'), 'batchSize', firstBatchSize);
  const ns = `${db}.${name}`;
  const output = outputStage(exact, db, variables);
  const stream = pipelineResults({ plain, exact }, request, context, variables);
  if (output) {
    writeOutput(output, stream, request, context);
    return cursorReply('firstBatch', [], { id: Long.ZERO, ns });
  }
  const { id, documents } = context.cursors.start(
    ns,
    withTimeLimitInAll(stream, timeLimit(body)),
    size,
    false,
  );
  return cursorReply('firstBatch', documents, { id, ns });
};
