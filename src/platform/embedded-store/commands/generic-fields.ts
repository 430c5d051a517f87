import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { refuseUnknownFields } from './command.ts';

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

/** Levels that need a replica set. */
const replicaLevels = new Set<unknown>(['linearizable', 'snapshot']);

const writeConcernFields = ['w', 'j', 'fsync', 'wtimeout', 'provenance'];

/** Every write is journaled before it is acknowledged, so that `j` and `w: 1` are kept anyway. */
const checkWriteConcern = (writeConcern: unknown): void => {
  if (writeConcern === undefined) return;
  if (!isDocument(writeConcern))
    throw new CommandError('TypeMismatch', "field 'writeConcern' must be an object");
  refuseUnknownFields(writeConcern, writeConcernFields, 'writeConcern');
  const { w = 1, j } = writeConcern;
  if (typeof w === 'number' && (w < 0 || !Number.isInteger(w)))
    throw new CommandError(
      'FailedToParse',
      'w has to be a non-negative number and not greater than 50',
    );
  if (typeof w === 'number' && w > 1)
    throw new CommandError('BadValue', "cannot use 'w' > 1 when a host is not replicated");
  if (typeof w !== 'number' && w !== 'majority')
    throw new CommandError(
      'BadValue',
      `cannot use non-majority 'w' mode ${JSON.stringify(w)} when a host is not a member of a replica set`,
    );
  if (j !== undefined && typeof j !== 'boolean' && typeof j !== 'number')
    throw new CommandError('FailedToParse', 'j must be numeric or a boolean value');
};

/**
 * Refuses what a standalone server refuses.
 *
 * @throws CommandError 20 for a transaction, 123 or 72 for a read concern, 2 for `w` above 1
 */
export const checkGenericFields = (body: Doc): void => {
  if ('txnNumber' in body || 'startTransaction' in body)
    throw new CommandError(
      'IllegalOperation',
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
  const { readConcern, writeConcern } = body;
  checkWriteConcern(writeConcern);
  if (isDocument(readConcern) && replicaLevels.has(readConcern.level))
    throw new CommandError(
      'NotAReplicaSet',
      'node needs to be a replica set member to use read concern',
    );
  if (isDocument(readConcern) && !readLevels.has(readConcern.level as string | undefined))
    throw new CommandError(
      'InvalidOptions',
      `read concern not supported: ${String(readConcern.level)}`,
    );
};
