import { Long } from 'bson';
import { letVariables } from '../aggregation/expressions.ts';
import { CommandError } from '../command-error.ts';
import { outputStage } from '../output/output-stage.ts';
import { withTimeLimitInAll } from '../time-limit.ts';
import { cursorReply } from '../wire/cursor-reply.ts';
import { cursorSize, documentField, documentList, type Handler, timeLimit } from './command.ts';
import { pipelineResults } from './pipeline-results.ts';
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

export const aggregate: Handler = (request, context) => {
  const { body, db } = request;
  if (!('cursor' in body))
    throw new CommandError('FailedToParse', "The 'cursor' option is required");
  const exactBody = request.exactBody();
  const exact = documentList(exactBody, 'pipeline');
  const variables = letVariables(documentField(exactBody, 'let'));
  const size = cursorSize(body, 'aggregate', firstBatchSize);
  const source = sourceDocuments(exact[0] ?? {}, request, context);
  const name = typeof body.aggregate === 'string' ? body.aggregate : undefined;
  // A change stream may watch a whole database, and is refused for what it is.
  if (!source && name === undefined && !('$changeStream' in (exact[0] ?? {})))
    throw new CommandError(
      'InvalidNamespace',
      `{aggregate: 1} is not valid for '${Object.keys(exact[0] ?? {})[0] ?? ''}'; a collection is required.`,
    );
  const ns = `${db}.${name ?? '$cmd.aggregate'}`;
  const output = outputStage(exact, db, variables);
  const pipeline = output ? exact.slice(0, -1) : exact;
  const run = { db, name: name ?? '', pipeline, variables, options: body, source };
  const stream = pipelineResults(context.catalog, run);
  if (output) {
    writeOutput(output, stream, context);
    return cursorReply('firstBatch', [], { id: Long.ZERO, ns });
  }
  const limited = withTimeLimitInAll(stream, timeLimit(body));
  const { id, documents } = context.cursors.start(ns, limited, size, false);
  return cursorReply('firstBatch', documents, { id, ns });
};
