import { letVariables } from '../aggregation/expressions.ts';
import { readPlain } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import {
  collectionName,
  documentField,
  flag,
  type Handler,
  refuseUnknownFields,
  requireFields,
} from './command.ts';
import { eachMatch } from './modify.ts';
import { queryFrom } from './query-options.ts';
import { runWrites, writeReply, writesOf } from './write-results.ts';

export const deleteFields = ['delete', 'deletes', 'ordered', 'let'];

export const deleteStatementFields = ['q', 'limit', 'hint', 'collation'];

export const deleteDocuments: Handler = (request, { catalog, beginWrite }) => {
  const statements = writesOf(request, 'deletes').map(readPlain);
  for (const statement of statements) requireFields(statement, ['q', 'limit'], 'delete.deletes');
  const collection = catalog.find(request.db, collectionName(request));
  const variables = letVariables(documentField(request.exactBody(), 'let'));
  let removed = 0;
  beginWrite();
  const errors = runWrites(statements, flag(request.body, 'ordered', true), (statement) => {
    refuseUnknownFields(statement, deleteStatementFields, 'delete.deletes');
    if (statement.limit !== 0 && statement.limit !== 1)
      throw new CommandError('FailedToParse', 'The limit field in delete objects must be 0 or 1.');
    const filter = documentField(statement, 'q');
    const query = { ...queryFrom(statement, collection, filter), variables };
    for (const found of eachMatch(collection, query, statement.limit === 0)) {
      collection?.remove(found);
      removed++;
    }
  });
  return writeReply({ n: removed }, errors);
};
