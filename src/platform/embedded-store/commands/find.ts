import { type Doc, readExact, writeDocument } from '../bson/documents.ts';
import { keptElements } from '../bson/kept-elements.ts';
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

const keeps = (value: unknown): boolean =>
  value === true || (typeof value === 'number' && Boolean(value));

/** The fields that a projection keeps whole; undefined when it does anything else. */
const wholeFields = ({ _id = true, ...others }: Doc): string[] | undefined => {
  const names = Object.keys(others);
  const isWhole = (name: string): boolean => keeps(others[name]) && !/[.$]/.test(name);
  if (names.length === 0 || !names.every(isWhole)) return undefined;
  if (keeps(_id)) return ['_id', ...names];
  return _id === false || _id === 0 ? names : undefined;
};

/** Turns what is found into the BSON that goes out. */
export const projected = (
  spec: Doc,
  filter: Doc,
  options: MatchOptions,
): ((found: StoredDocument) => Uint8Array) => {
  if (Object.keys(spec).length === 0) return ({ bytes }) => bytes;
  const project = compileProjection(spec, filter, options);
  const whole = wholeFields(spec);
  if (whole) {
    const cut = keptElements(whole);
    return ({ bytes }) => cut(bytes);
  }
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
