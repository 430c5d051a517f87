import type { Socket } from 'node:net';
import { createCursors, type Cursors } from './cursors.ts';
import { createReader, type Reader } from './reader/reader.ts';
import { type Catalog, openCatalog } from './storage/catalog.ts';
import { closeDatabase, openDatabase } from './storage/database.ts';
import { createGroupCommit, type GroupCommit } from './storage/group-commit.ts';

/** An open store: its collections, its cursors, its transaction, its reader. */
export interface Store {
  catalog: Catalog;
  cursors: Cursors;
  commit: GroupCommit;
  reader: Reader;
  connections: Set<Socket>;
  close: () => Promise<void>;
}

/** Opens the database file. @throws when it cannot be read or is not a store */
export const openStore = (file: string): Store => {
  const database = openDatabase(file);
  const catalog = openCatalog(database);
  const commit = createGroupCommit(database, catalog.reload);
  const reader = createReader(file);
  return {
    catalog,
    cursors: createCursors('store'),
    commit,
    reader,
    connections: new Set(),
    close: async () => {
      commit.commit();
      await reader.close();
      closeDatabase(database);
    },
  };
};
