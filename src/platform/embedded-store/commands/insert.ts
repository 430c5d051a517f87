import { ObjectId } from 'bson';
import { type Doc, isDocument, readExact, readPlain, writeDocument } from '../bson/documents.ts';
import { withIdFirst } from '../bson/ordered-document.ts';
import { rank, rankOf } from '../bson/type-rank.ts';
import { CommandError } from '../command-error.ts';
import { collectionName, flag, type Handler } from './command.ts';
import { runWrites, writeReply, writesOf } from './write-results.ts';

export const insertFields = ['insert', 'documents', 'ordered', 'bypassDocumentValidation'];

const idElement = Buffer.from('_id\0');

const beginsWithId = (bytes: Uint8Array): boolean =>
  Buffer.compare(bytes.subarray(5, 5 + idElement.length), idElement) === 0;

/** The document with `_id` first, and with a new one if it has none. */
/** */
export const withId = (bytes: Uint8Array): Uint8Array => {
  if (beginsWithId(bytes)) return bytes;
  const doc = readExact(bytes);
  return writeDocument(withIdFirst(doc._id === undefined ? new ObjectId() : doc._id, doc));
};

/** @throws CommandError 53 for an `_id` that is an array, a regular expression or undefined; 52 */
export const refuseBadId = ({ _id: id }: Doc): void => {
  const type = rankOf(id);
  if (id === undefined || type === rank.array || type === rank.regex)
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of this type`);
  if (isDocument(id) && Object.keys(id).some((name) => name.startsWith('$')))
    throw new CommandError(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields`,
    );
};

export const insert: Handler = (request, { catalog, beginWrite }) => {
  const documents = writesOf(request, 'documents');
  beginWrite();
  const collection = catalog.ensure(request.db, collectionName(request));
  let inserted = 0;
  const errors = runWrites(documents, flag(request.body, 'ordered', true), (document) => {
    const bytes = withId(document);
    const doc = readPlain(bytes);
    refuseBadId(doc);
    collection.insert(bytes, doc);
    inserted++;
  });
  return writeReply({ n: inserted }, errors);
};
