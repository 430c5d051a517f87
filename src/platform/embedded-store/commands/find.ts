import { type Doc, readExact, writeDocument } from '../bson/documents.ts';
import { cursorReply } from '../wire/cursor-reply.ts';
import { CommandError } from '../command-error.ts';
import { findDocuments } from '../query/find-documents.ts';
import type { MatchOptions } from '../query/match-types.ts';
import { compileProjection } from '../query/projection.ts';
import { withTimeLimitInAll } from '../time-limit.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import {
  collectionName,
  countField,
  documentField,
  type Handler,
  looseFlag,
  timeLimit,
} from './command.ts';
import { queryFrom } from './query-options.ts';
import { viewResults } from './view-queries.ts';

/** Drivers that name no size get this many documents at first. */
const firstBatchSize = 101;

export const findFields = [
  'find',
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'collation',
  'let',
  'allowDiskUse',
  'allowPartialResults',
];

/** Turns what is found into the BSON that goes out. */
export const projected = (
  spec: Doc,
  filter: Doc,
  options: MatchOptions,
): ((found: StoredDocument) => Uint8Array) => {
  if (Object.keys(spec).length === 0) return ({ bytes }) => bytes;
  const project = compileProjection(spec, filter, options);
  return ({ bytes, doc }) => writeDocument(project(readExact(bytes), doc));
};

/** A negative limit is an old way to ask for a single batch. */
export const limitOf = (body: Doc): { limit: number; single: boolean } => {
  const limit = body.limit ?? 0;
  if (typeof limit !== 'number')
    throw new CommandError('TypeMismatch', "field 'limit' must be a number");
  if (!Number.isInteger(limit))
    throw new CommandError('BadValue', "field 'limit' must be an integer");
  return { limit: Math.abs(limit), single: looseFlag(body, 'singleBatch') || limit < 0 };
};

export const find: Handler = (request, { catalog, cursors }) => {
  const { body, db } = request;
  const name = collectionName(request);
  const collection = catalog.find(db, name);
  const filter = documentField(body, 'filter');
  const { limit, single } = limitOf(body);
  const size = countField(body, 'batchSize', firstBatchSize);
  const ns = `${db}.${name}`;
  const inView = collection ? undefined : viewResults(catalog, request, 'filter', limit);
  const found = (): Iterable<Uint8Array> => {
    const bounds = { skip: countField(body, 'skip', 0), limit };
    const query = queryFrom(body, collection, filter, bounds);
    const bytesOf = projected(documentField(body, 'projection'), filter, query);
    return Iterator.from(findDocuments(collection, query)).map(bytesOf);
  };
  const { id, documents } = cursors.start(
    ns,
    withTimeLimitInAll(inView ?? found(), timeLimit(body)),
    size,
    single,
  );
  return cursorReply('firstBatch', documents, { id, ns });
};
