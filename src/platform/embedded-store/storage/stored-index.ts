import type { DatabaseSync } from 'node:sqlite';
import { CommandError } from '../command-error.ts';
import { type ReadDocument, readDocumentMatcher } from '../query/filter-reader.ts';
import { indexedBy } from '../query/text-classes.ts';
import { createEntryReader } from './entry-reader.ts';
import { type IndexEntries, type IndexEntry, indexEntries } from './index-keys.ts';
import type { IndexSpec } from './index-spec.ts';

const noEntries: IndexEntries = { entries: [], arrayFields: [] };

const duplicate = (namespace: string, spec: IndexSpec, { values }: IndexEntry): CommandError => {
  const keyValue = Object.fromEntries(
    spec.fields.map(({ name }, index) => [
      name,
      typeof values[index] === 'symbol' ? [] : (values[index] ?? null),
    ]),
  );
  const shown = spec.fields.map(({ name }) => `${name}: …`).join(', ');
  return new CommandError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespace} index: ${spec.name} dup key: { ${shown} }`,
    { keyPattern: spec.key, keyValue },
  );
};

/** The table that holds an index's entries: key → row of the document. */
export const entryTableName = (id: number): string => `entries_${id}`;

/** An index of a collection, kept in a table of its own: key → row of the document. */
export const createStoredIndex = (
  database: DatabaseSync,
  location: { id: number; namespace: string; documents: string; arrayFields: number[] },
  spec: IndexSpec,
) => {
  const table = entryTableName(location.id);
  const add = database.prepare(`INSERT INTO ${table} (key, row) VALUES (?, ?)`);
  const drop = database.prepare(`DELETE FROM ${table} WHERE key = ? AND row = ?`);
  const owner = database.prepare(`SELECT row FROM ${table} WHERE key = ?`);
  const remember = database.prepare('UPDATE indexes SET array_fields = ? WHERE id = ?');
  const arrayFields = new Set(location.arrayFields);
  const indexed = spec.collation && indexedBy(spec.collation);
  const belongs = spec.partialFilter && readDocumentMatcher(spec.partialFilter);

  const noteArrays = (fields: number[]): void => {
    if (fields.every((field) => arrayFields.has(field))) return;
    for (const field of fields) arrayFields.add(field);
    remember.run(JSON.stringify([...arrayFields]), location.id);
  };

  return {
    id: location.id,
    spec,
    /** The fields that hold an array in some document, by position. */
    arrayFields: arrayFields as ReadonlySet<number>,
    reader: createEntryReader(database, {
      from: `${table} e CROSS JOIN ${location.documents} d ON d.row = e.row`,
      keys: `${table} e`,
      key: 'e.key',
      row: 'e.row',
    }),

    /** What the index holds for a document. */
    entriesOf(document: ReadDocument): IndexEntries {
      if (belongs && !belongs(document)) return noEntries;
      const found = indexEntries(document.doc, spec.fields, indexed);
      const missing = ({ values }: IndexEntry) => values.every((value) => value === undefined);
      return spec.sparse && found.entries.every(missing) ? noEntries : found;
    },

    /** @throws CommandError 11000 when another document holds one of the keys. */
    refuseDuplicates(entries: readonly IndexEntry[], row: number | undefined): void {
      if (!spec.unique) return;
      for (const entry of entries) {
        const holder = owner.get(entry.key);
        if (holder && holder.row !== row) throw duplicate(location.namespace, spec, entry);
      }
    },

    add({ entries, arrayFields: fields }: IndexEntries, row: number): void {
      if (fields.length > 0) noteArrays(fields);
      for (const { key } of entries) add.run(key, row);
    },

    remove(entries: readonly IndexEntry[], row: number): void {
      for (const { key } of entries) drop.run(key, row);
    },
  };
};

export type StoredIndex = ReturnType<typeof createStoredIndex>;

/** Makes the table of an index; for a unique one SQLite itself refuses a second holder of a key. */
export const createEntryTable = (database: DatabaseSync, id: number, unique: boolean): void => {
  const primary = unique ? 'key' : 'key, row';
  database.exec(
    `CREATE TABLE ${entryTableName(id)} (key BLOB NOT NULL, row INTEGER NOT NULL, PRIMARY KEY (${primary})) WITHOUT ROWID`,
  );
};

export const dropEntryTable = (database: DatabaseSync, id: number): void =>
  database.exec(`DROP TABLE ${entryTableName(id)}`);
