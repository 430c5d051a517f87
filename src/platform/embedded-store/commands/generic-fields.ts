import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';

/** Fields any command may carry and that change nothing here: there is one node, always fresh. */
export const genericFields: readonly string[] = [
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'comment',
  'maxTimeMS',
  'readConcern',
  'writeConcern',
  'txnNumber',
  'startTransaction',
  'autocommit',
  'stmtId',
];

const readLevels = new Set([undefined, 'local', 'available', 'majority']);

/**
 * Refuses what a standalone server refuses.
 *
 * @throws CommandError 20 for a transaction, 72 for a read concern, 2 for `w` above 1
 */
export const checkGenericFields = (body: Doc): void => {
  if ('txnNumber' in body || 'startTransaction' in body)
    throw new CommandError(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  const { readConcern, writeConcern } = body;
  if (isDocument(readConcern) && !readLevels.has(readConcern.level as string | undefined))
    throw new CommandError(
      'InvalidOptions',
      `read concern not supported: ${String(readConcern.level)}`,
    );
  if (isDocument(writeConcern) && typeof writeConcern.w === 'number' && writeConcern.w > 1)
    throw new CommandError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
};
