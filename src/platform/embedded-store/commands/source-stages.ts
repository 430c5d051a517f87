import { type Doc, readExact, writeDocument } from '../bson/documents.ts';
import { plainValue } from '../aggregation/stages/plain-value.ts';
import type { Request } from '../wire/request.ts';
import { collStatsDocument } from './collection-stats.ts';
import type { CommandContext } from './command.ts';
import { documentField } from './command.ts';

/** The one session a client can know of: nothing is kept about sessions. */
const ownSession = ({ body }: Request): Doc[] =>
  body.lsid === undefined ? [] : [{ _id: body.lsid, lastUse: new Date() }];

/**
 * The documents, in their exact form, of a pipeline whose first stage tells of the store or brings
 * documents of its own; undefined when it begins otherwise.
 */
export const sourceDocuments = (
  first: Doc,
  request: Request,
  { catalog }: CommandContext,
): Doc[] | undefined => {
  const { db, body } = request;
  const name = String(body.aggregate);
  if ('$documents' in first) return [];
  if ('$listLocalSessions' in first)
    return ownSession(request).map((doc) => readExact(writeDocument(doc)));
  if (!('$collStats' in first)) return undefined;
  const operand = plainValue(documentField(first, '$collStats')) as Doc;
  const stats = collStatsDocument(catalog.find(db, name), `${db}.${name}`, operand);
  return [readExact(writeDocument(stats))];
};
