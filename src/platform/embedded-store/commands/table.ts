import { aggregate, aggregateFields } from './aggregate.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.ts';
import { collMod } from './coll-mod.ts';
import { collStats } from './collection-stats.ts';
import type { Command } from './command.ts';
import { count, countFields, distinct, distinctFields } from './count.ts';
import { getMore, killCursors } from './cursor-commands.ts';
import { deleteDocuments, deleteFields } from './delete.ts';
import { connectionStatus, getParameter, serverStatus, serverStatusFields } from './diagnostics.ts';
import { findAndModify, findAndModifyFields } from './find-and-modify.ts';
import { explain } from './explain.ts';
import { find, findFields } from './find.ts';
import { buildInfo, endSessions, hello, ping } from './handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert, insertFields } from './insert.ts';
import { update, updateFields } from './update.ts';

const greeting = [
  'helloOk',
  'client',
  'compression',
  'topologyVersion',
  'maxAwaitTimeMS',
  'loadBalanced',
  'speculativeAuthenticate',
  'saslSupportedMechs',
  'backpressure',
];

/** Options of MongoDB that this store does not have: refused unless they are off. */
const findOptions = [
  'tailable',
  'awaitData',
  'noCursorTimeout',
  'oplogReplay',
  'min',
  'max',
  'returnKey',
  'showRecordId',
];
const createOptions = [
  'capped',
  'size',
  'max',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'storageEngine',
  'validator',
  'validationLevel',
  'validationAction',
  'indexOptionDefaults',
  'collation',
  'encryptedFields',
];
const collModOptions = [
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'expireAfterSeconds',
  'cappedSize',
  'cappedMax',
  'changeStreamPreAndPostImages',
];

/** Every command there is, and the fields it understands. */
export const commands: Readonly<Record<string, Command>> = {
  hello: { run: hello, fields: ['hello', ...greeting] },
  isMaster: { run: hello, fields: ['isMaster', ...greeting] },
  ismaster: { run: hello, fields: ['ismaster', ...greeting] },
  ping: { run: ping, fields: ['ping'] },
  buildInfo: { run: buildInfo, fields: ['buildInfo'] },
  buildinfo: { run: buildInfo, fields: ['buildinfo'] },
  endSessions: { run: endSessions, fields: ['endSessions'] },

  serverStatus: { run: serverStatus, fields: serverStatusFields },
  getParameter: { run: getParameter, fields: 'any' },
  connectionStatus: { run: connectionStatus, fields: ['connectionStatus', 'showPrivileges'] },

  explain: { run: explain, fields: ['explain', 'verbosity'] },
  find: { run: find, fields: findFields, absent: findOptions },
  getMore: { run: getMore, fields: ['getMore', 'collection', 'batchSize'] },
  killCursors: { run: killCursors, fields: ['killCursors', 'cursors'] },
  count: { run: count, fields: countFields },
  distinct: { run: distinct, fields: distinctFields },
  aggregate: { run: aggregate, fields: aggregateFields, absent: ['explain'] },

  insert: { run: insert, fields: insertFields },
  update: { run: update, fields: updateFields },
  delete: { run: deleteDocuments, fields: deleteFields },
  findAndModify: { run: findAndModify, fields: findAndModifyFields },
  findandmodify: { run: findAndModify, fields: findAndModifyFields },

  create: { run: create, fields: ['create', 'viewOn', 'pipeline'], absent: createOptions },
  drop: { run: drop, fields: ['drop'] },
  dropDatabase: { run: dropDatabase, fields: ['dropDatabase'] },
  collMod: { run: collMod, fields: ['collMod', 'index'], absent: collModOptions },
  collStats: { run: collStats, fields: ['collStats', 'scale'] },
  listCollections: {
    run: listCollections,
    fields: ['listCollections', 'filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  },
  listDatabases: {
    run: listDatabases,
    fields: ['listDatabases', 'filter', 'nameOnly', 'authorizedDatabases'],
  },
  createIndexes: { run: createIndexes, fields: ['createIndexes', 'indexes', 'commitQuorum'] },
  listIndexes: { run: listIndexes, fields: ['listIndexes', 'cursor'] },
  dropIndexes: { run: dropIndexes, fields: ['dropIndexes', 'index'] },
};
