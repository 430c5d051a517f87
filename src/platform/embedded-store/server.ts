import { chmodSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { CommandError } from './command-error.ts';
import type { CommandContext } from './commands/command.ts';
import { errorReply, runCommand } from './commands/dispatch.ts';
import { BelongsToReader, withinBudget } from './time-limit.ts';
import { endsInOutput } from './output/output-stage.ts';
import { storageFault } from './storage/storage-fault.ts';
import type { Store } from './store.ts';
import { createFraming, ProtocolError } from './wire/framing.ts';
import { type Incoming, readIncoming, replyToMalformed } from './wire/messages.ts';

const ownerOnly = 0o600;

/** Commands that only read, and how long one may hold up the others before the reader takes it. */
const reads = new Set(['find', 'aggregate', 'count', 'distinct']);
const readMilliseconds = 10;

const onlyReads = ({ name, body }: Incoming['request']): boolean =>
  reads.has(name) && !endsInOutput(body.pipeline);

/** How long whoever has sent a malformed message may take to read that it was one. */
const partingMilliseconds = 1000;

/**
 * Runs one command; undefined when it is one for the reader. A refusal comes before the write it
 * refuses, so that what was written before it stands; after any other error nothing of the command
 * does.
 */
const answer = (
  { request }: Incoming,
  context: CommandContext,
  { commit }: Store,
): Uint8Array | undefined => {
  try {
    const run = () => runCommand(request, context);
    const reply = onlyReads(request) ? withinBudget(readMilliseconds, run) : run();
    commit.keep();
    return reply;
  } catch (error) {
    if (error instanceof BelongsToReader) return undefined;
    if (error instanceof CommandError) {
      commit.keep();
      return errorReply(error);
    }
    const failure = error instanceof Error ? error : new Error(String(error));
    commit.discard(failure);
    return errorReply(storageFault(failure));
  }
};

const malformed = (error: unknown): CommandError =>
  error instanceof ProtocolError
    ? new CommandError('ProtocolError', error.message)
    : new CommandError('InvalidBSON', error instanceof Error ? error.message : String(error));

const serve = (socket: Socket, connectionId: number, store: Store): void => {
  const frames = createFraming();
  const { catalog, cursors, commit, reader } = store;
  const context: CommandContext = {
    catalog,
    cursors,
    connectionId,
    connections: () => store.connections.size,
    beginWrite: commit.begin,
  };

  const write = (parts: Uint8Array[]): void => {
    if (!socket.writable) return;
    socket.cork();
    for (const part of parts) socket.write(part);
    socket.uncork();
  };

  const send = (incoming: Incoming, document: Uint8Array): void => {
    if (!incoming.silent) write(incoming.reply(document));
  };

  const handle = (incoming: Incoming, message: Uint8Array): void => {
    const reply = answer(incoming, context, store);
    commit.afterCommit((failure) => {
      if (failure) send(incoming, errorReply(storageFault(failure)));
      else if (reply) send(incoming, reply);
      // The reader sees what is on disk, and so what has been acknowledged to anyone.
      else void reader.ask(message, connectionId).then((document) => send(incoming, document));
    });
  };

  /** Nothing after a malformed message can be understood: what still comes is read and forgotten. */
  const part = (message: Buffer, error: unknown): void => {
    socket.off('data', receive).resume();
    const reply = replyToMalformed(message);
    commit.afterCommit(() => {
      if (reply) write(reply(errorReply(malformed(error))));
      socket.end();
    });
    setTimeout(() => socket.destroy(), partingMilliseconds).unref();
  };

  const receive = (chunk: Buffer): void => {
    let message = chunk;
    try {
      for (message of frames(chunk)) handle(readIncoming(message), message);
    } catch (error) {
      const beginning = error instanceof ProtocolError ? error.beginning : undefined;
      part(beginning ?? message, error);
    }
  };
  socket.on('data', receive);
  socket.on('error', () => socket.destroy());
};

let connections = 0;

const serverOf = (store: Store): Server =>
  createServer({ noDelay: true }, (socket) => {
    store.connections.add(socket);
    socket.once('close', () => store.connections.delete(socket));
    serve(socket, ++connections, store);
  });

const listening = (server: Server, where: { path: string } | { port: number; host: string }) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where, () => {
      server.off('error', reject);
      resolve();
    });
  });

/** Accepts connections on a Unix socket that only its owner may open. */
export const listen = async (store: Store, socketPath: string): Promise<Server> => {
  const server = serverOf(store);
  await listening(server, { path: socketPath });
  chmodSync(socketPath, ownerOnly);
  return server;
};

/**
 * Accepts connections on a port, from this machine alone; 0 takes a free one, which is answered.
 * Nothing tells its users apart: whoever may use the machine may use the port.
 */
export const listenOnPort = async (
  store: Store,
  port: number,
): Promise<{ server: Server; port: number }> => {
  const server = serverOf(store);
  await listening(server, { port, host: '127.0.0.1' });
  return { server, port: (server.address() as AddressInfo).port };
};
