import type { Socket } from 'node:net';
import { createCursors, type Cursors } from './cursors.ts';
import { type Catalog, openCatalog } from './storage/catalog.ts';
import { closeDatabase, openDatabase } from './storage/database.ts';
import { createGroupCommit, type GroupCommit } from './storage/group-commit.ts';

/** An open store: its collections, its cursors, its transaction. */
export interface Store {
  catalog: Catalog;
  cursors: Cursors;
  commit: GroupCommit;
  connections: Set<Socket>;
  close: () => void;
}

/** Opens the database file. @throws when it cannot be read or is not a store */
export const openStore = (file: string): Store => {
  const database = openDatabase(file);
  const catalog = openCatalog(database);
  const commit = createGroupCommit(database, catalog.reload);
  return {
    catalog,
    cursors: createCursors(),
    commit,
    connections: new Set(),
    close: () => {
      commit.commit();
      closeDatabase(database);
    },
  };
};
