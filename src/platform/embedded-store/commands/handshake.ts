import type { Handler } from './command.ts';
import { mostWrites } from './write-results.ts';

/** The server version whose behaviour this store follows, and its wire version. */
const version = [7, 0, 0, 0];
const wireVersion = 21;

export const serverVersion = version.slice(0, 3).join('.');

/** Says what this server is: a standalone, so that drivers ask it for no transaction. */
export const hello: Handler = (request, { connectionId }) => ({
  ...(request.name === 'hello' ? { isWritablePrimary: true } : { ismaster: true }),
  helloOk: true,
  maxBsonObjectSize: 16 * 1024 * 1024,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: mostWrites,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId,
  minWireVersion: 0,
  maxWireVersion: wireVersion,
  readOnly: false,
});

export const ping: Handler = () => ({});

export const buildInfo: Handler = () => ({
  version: serverVersion,
  versionArray: version,
  gitVersion: 'embedded',
  modules: [],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16 * 1024 * 1024,
  storageEngines: ['embedded'],
});

/** Sessions hold nothing here, so that there is nothing to end. */
export const endSessions: Handler = () => ({});
