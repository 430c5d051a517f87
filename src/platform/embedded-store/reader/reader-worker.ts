import { parentPort, workerData } from 'node:worker_threads';
import { CommandError } from '../command-error.ts';
import type { CommandContext } from '../commands/command.ts';
import { errorReply, runCommand } from '../commands/dispatch.ts';
import { createCursors } from '../cursors.ts';
import { openCatalog } from '../storage/catalog.ts';
import { openForReading } from '../storage/database.ts';
import { storageFault } from '../storage/storage-fault.ts';
import { readIncoming } from '../wire/messages.ts';
import type { ReaderData, ReadReply, ReadRequest } from './reader-messages.ts';

/*
 * The thread of long reads. Each command is one transaction, and so sees one state of the data
 * however long it takes; a cursor sees a new one with each batch.
 */
const { databaseFile } = workerData as ReaderData;
const lookForIdleEvery = 60_000;

const database = openForReading(databaseFile);
const catalog = openCatalog(database);
const cursors = createCursors('reader');
let known = catalog.fingerprint();

/** Follows what the store's thread has done to collections and indexes. */
const refreshCatalog = (): void => {
  const current = catalog.fingerprint();
  if (current === known) return;
  known = current;
  catalog.reload();
  cursors.killAll((namespace) => !catalog.has(namespace));
};

const refuseWrite = (): never => {
  throw new CommandError('InternalError', 'the reader does not write');
};

const asCommandError = (error: unknown): CommandError => {
  if (error instanceof CommandError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return message.startsWith('no such table')
    ? new CommandError('QueryPlanKilled', 'collection or index was dropped')
    : storageFault(error instanceof Error ? error : new Error(message));
};

const answer = ({ connectionId, message }: ReadRequest): Uint8Array => {
  const context: CommandContext = {
    catalog,
    cursors,
    connectionId,
    connections: () => 0,
    beginWrite: refuseWrite,
  };
  try {
    database.exec('BEGIN');
    refreshCatalog();
    const { request } = readIncoming(
      Buffer.from(message.buffer, message.byteOffset, message.byteLength),
    );
    return runCommand(request, context);
  } catch (error) {
    return errorReply(asCommandError(error));
  } finally {
    if (database.isTransaction) database.exec('COMMIT');
  }
};

/** A reply with a buffer of its own need not be copied. */
const ownBuffer = ({ buffer, byteLength }: Uint8Array): ArrayBuffer[] =>
  buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];

parentPort?.on('message', (request: ReadRequest) => {
  const reply = answer(request);
  parentPort?.postMessage({ id: request.id, reply } satisfies ReadReply, ownBuffer(reply));
});
setInterval(() => cursors.closeIdle(Date.now()), lookForIdleEvery).unref();
