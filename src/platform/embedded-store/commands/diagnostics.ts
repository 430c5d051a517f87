import { hostname } from 'node:os';
import type { Doc } from '../bson/documents.ts';
import { Long } from 'bson';
import { CommandError } from '../command-error.ts';
import type { Handler } from './command.ts';
import { serverVersion } from './handshake.ts';

/** Sections a client may ask for or leave out by name. Source: MongoDB manual, "serverStatus". */
export const serverStatusFields = [
  'serverStatus',
  'connections',
  'mem',
  'storageEngine',
  'repl',
  'metrics',
  'locks',
  'tcmalloc',
  'wiredTiger',
];

const mebibyte = 1024 * 1024;

export const serverStatus: Handler = ({ body }, { connectionId, connections }) => {
  const { rss, heapTotal } = process.memoryUsage();
  const sections: Doc = {
    connections: { current: connections(), available: 1000, totalCreated: connectionId },
    mem: {
      bits: 64,
      resident: Math.round(rss / mebibyte),
      virtual: Math.round((rss + heapTotal) / mebibyte),
      supported: true,
    },
    storageEngine: { name: 'embedded', supportsCommittedReads: true, persistent: true },
  };
  const seconds = process.uptime();
  return {
    host: hostname(),
    version: serverVersion,
    process: 'mongod',
    pid: Long.fromNumber(process.pid),
    uptime: Math.floor(seconds),
    uptimeMillis: Long.fromNumber(Math.floor(seconds * 1000)),
    uptimeEstimate: Long.fromNumber(Math.floor(seconds)),
    localTime: new Date(),
    ...Object.fromEntries(
      Object.entries(sections).filter(([name]) => body[name] !== 0 && body[name] !== false),
    ),
  };
};

const parameters: Doc = {
  authenticationMechanisms: [],
  featureCompatibilityVersion: { version: serverVersion.slice(0, 3) },
  requireApiVersion: false,
  ttlMonitorEnabled: true,
  ttlMonitorSleepSecs: 20,
};

/** The parameters asked for by name, or all of them. @throws CommandError 72 when there is none */
export const getParameter: Handler = ({ body }) => {
  const asked = body.getParameter === '*' ? Object.keys(parameters) : Object.keys(body);
  const found = asked.filter((name) => Object.hasOwn(parameters, name));
  if (found.length === 0) throw new CommandError('InvalidOptions', 'no option found to get');
  return Object.fromEntries(found.map((name) => [name, parameters[name]]));
};

/** Whoever may open the socket may do everything: nobody signs in. */
export const connectionStatus: Handler = ({ body }) => ({
  authInfo: {
    authenticatedUsers: [],
    authenticatedUserRoles: [],
    ...(body.showPrivileges === true ? { authenticatedUserPrivileges: [] } : {}),
  },
});
