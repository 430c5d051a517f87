import type { DatabaseSync } from 'node:sqlite';
import { readPlain, writeDocument } from '../bson/documents.ts';
import { type Collection, openCollection } from './collection.ts';
import { createDocumentTable } from './document-table.ts';
import { describeIndex, indexFromDescription, type IndexSpec } from './index-spec.ts';
import { refuseBadName } from './namespace-rules.ts';
import {
  createEntryTable,
  createStoredIndex,
  dropEntryTable,
  type StoredIndex,
} from './stored-index.ts';

/** Which databases, collections and indexes there are. */
export const openCatalog = (database: DatabaseSync) => {
  const byNamespace = new Map<string, Collection>();
  const insertCollection = database.prepare('INSERT INTO collections (db, name) VALUES (?, ?)');
  const deleteCollection = database.prepare('DELETE FROM collections WHERE id = ?');
  const insertIndex = database.prepare(
    'INSERT INTO indexes (collection, description) VALUES (?, ?)',
  );
  const state = database.prepare(`
    SELECT (SELECT group_concat(id || '.' || db || '.' || name) FROM collections) || ';' ||
      coalesce((SELECT group_concat(id || array_fields) FROM indexes), '') AS fingerprint
  `);
  const changeIndex = database.prepare('UPDATE indexes SET description = ? WHERE id = ?');
  const deleteIndex = database.prepare('DELETE FROM indexes WHERE id = ?');
  const indexesOf = database.prepare('SELECT * FROM indexes WHERE collection = ? ORDER BY id');
  const rename = database.prepare('UPDATE collections SET db = ?, name = ? WHERE id = ?');

  const open = (id: number, db: string, name: string): Collection => {
    const collection = openCollection(database, { id, db, name });
    byNamespace.set(collection.namespace, collection);
    return collection;
  };

  const attach = (collection: Collection, id: number, spec: IndexSpec, arrayFields: number[]) => {
    const { namespace, documentTable: documents } = collection;
    const location = { id, namespace, documents, arrayFields };
    const index = createStoredIndex(database, location, spec);
    collection.attachIndex(index);
    return index;
  };

  const fill = (collection: Collection, index: StoredIndex): void => {
    for (const document of collection.documents.scan(false)) {
      const entries = index.entriesOf(document);
      index.refuseDuplicates(entries.entries, document.row);
      index.add(entries, document.row);
    }
  };

  const attachIndexes = (collection: Collection): void => {
    for (const row of indexesOf.all(collection.id)) {
      const spec = indexFromDescription(readPlain(row.description as Uint8Array));
      attach(collection, Number(row.id), spec, JSON.parse(String(row.array_fields)) as number[]);
    }
  };

  const catalog = {
    find: (db: string, name: string): Collection | undefined => byNamespace.get(`${db}.${name}`),

    has: (namespace: string): boolean => byNamespace.has(namespace),

    /** Two that are equal stand for the same collections and indexes. */
    fingerprint: (): string => String(state.get()?.fingerprint),

    collections: (db?: string): Collection[] =>
      [...byNamespace.values()].filter(
        ({ namespace }) => db === undefined || namespace.startsWith(`${db}.`),
      ),

    databases: (): string[] => [
      ...new Set([...byNamespace.keys()].map((namespace) => namespace.split('.', 1)[0] ?? '')),
    ],

    /** The collection, made if need be. @throws CommandError 73 */
    ensure(db: string, name: string): Collection {
      const existing = catalog.find(db, name);
      if (existing) return existing;
      refuseBadName(db, name);
      const id = Number(insertCollection.run(db, name).lastInsertRowid);
      createDocumentTable(database, id);
      return open(id, db, name);
    },

    drop(collection: Collection): void {
      for (const index of [...collection.indexes]) catalog.dropIndex(collection, index);
      database.exec(`DROP TABLE ${collection.documentTable}`);
      deleteCollection.run(collection.id);
      byNamespace.delete(collection.namespace);
    },

    /** Puts a collection in the place of another, or where there was none. @throws CommandError 73 */
    replace(collection: Collection, db: string, name: string): void {
      refuseBadName(db, name);
      const existing = catalog.find(db, name);
      if (existing) catalog.drop(existing);
      rename.run(db, name, collection.id);
      byNamespace.delete(collection.namespace);
      attachIndexes(open(collection.id, db, name));
    },

    /** Makes an index of what is there. @throws CommandError 11000 or 171, and no index is made */
    createIndex(collection: Collection, spec: IndexSpec): void {
      const description = writeDocument(describeIndex(spec));
      const id = Number(insertIndex.run(collection.id, description).lastInsertRowid);
      createEntryTable(database, id, spec.unique);
      const index = attach(collection, id, spec, []);
      try {
        fill(collection, index);
      } catch (error) {
        catalog.dropIndex(collection, index);
        throw error;
      }
    },

    /** Changes after how many seconds an index lets documents go. */
    setExpiry(index: StoredIndex, expireAfterSeconds: number): void {
      index.spec = { ...index.spec, expireAfterSeconds };
      changeIndex.run(writeDocument(describeIndex(index.spec)), index.id);
    },

    dropIndex(collection: Collection, index: StoredIndex): void {
      collection.detachIndex(index);
      dropEntryTable(database, index.id);
      deleteIndex.run(index.id);
    },

    /** Reads everything anew: at the start, and when a commit came to nothing. */
    reload: (): void => {
      byNamespace.clear();
      for (const { id, db, name } of database.prepare('SELECT * FROM collections').all())
        attachIndexes(open(Number(id), String(db), String(name)));
    },
  };
  catalog.reload();
  return catalog;
};

export type Catalog = ReturnType<typeof openCatalog>;
