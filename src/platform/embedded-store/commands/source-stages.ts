import { streamStages, type StageOptions } from '../aggregation/stages.ts';
import { type Doc, readPlain, writeDocument } from '../bson/documents.ts';
import type { Request } from '../wire/request.ts';
import { collStatsDocument } from './collection-stats.ts';
import type { CommandContext } from './command.ts';
import { documentField } from './command.ts';

/** The one session a client can know of: nothing is kept about sessions. */
const ownSession = ({ body }: Request): Doc[] =>
  body.lsid === undefined ? [] : [{ _id: body.lsid, lastUse: new Date() }];

/** Runs a pipeline whose first stage tells of the store; undefined when it begins otherwise. */
export const fromSourceStage = (
  pipeline: readonly Doc[],
  request: Request,
  { catalog }: CommandContext,
  options: StageOptions,
): Iterable<Uint8Array> | undefined => {
  const [first = {}, ...rest] = pipeline;
  const { db, body } = request;
  const name = String(body.aggregate);
  let docs: Doc[];
  if ('$collStats' in first) {
    const operand = documentField(first, '$collStats');
    docs = [collStatsDocument(catalog.find(db, name), `${db}.${name}`, operand)];
  } else if ('$listLocalSessions' in first) docs = ownSession(request);
  else return undefined;
  const plain = docs.map((doc) => (rest.length > 0 ? readPlain(writeDocument(doc)) : doc));
  return streamStages(plain, rest, options).map(writeDocument);
};
