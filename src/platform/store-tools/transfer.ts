import { createHash } from 'node:crypto';
import { EJSON, type Document } from 'bson';

export interface CollectionDescription {
  name: string;
  /** All but the one on `_id`, as createIndexes takes them. */
  indexes: Document[];
}

export interface MovedCollection extends CollectionDescription {
  documents: number;
  /** Over the documents as canonical extended JSON, a line each, by `_id`: equal for equal data. */
  sha256: string;
}

/** Where documents come from: by `_id`, each number in its BSON type. */
export interface DataSource {
  collections: () => Promise<CollectionDescription[]>;
  documents: (collection: string) => AsyncIterable<Document>;
  close: () => Promise<void>;
}

/** Where they go. */
export interface DataTarget {
  /** @throws when data is there already that may not be replaced; nothing is changed then. */
  prepare: (collections: CollectionDescription[]) => Promise<void>;
  begin: (collection: CollectionDescription) => Promise<void>;
  write: (collection: string, documents: Document[], lines: string) => Promise<void>;
  finish: (moved: MovedCollection[]) => Promise<void>;
  close: () => Promise<void>;
}

export type TransferProgress = (collection: string, documents: number) => void;

/** A document as one line from which every value comes back in its type. */
const lineOf = (document: Document): string => `${EJSON.stringify(document, { relaxed: false })}\n`;

/** What is written at once, at most. */
const batchDocuments = 1000;
const batchBytes = 4 * 1024 * 1024;

const moveCollection = async (
  collection: CollectionDescription,
  source: DataSource,
  target: DataTarget,
  onProgress: TransferProgress,
): Promise<MovedCollection> => {
  const hash = createHash('sha256');
  let [documents, batch, lines] = [0, [] as Document[], ''];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    await target.write(collection.name, batch, lines);
    hash.update(lines);
    documents += batch.length;
    [batch, lines] = [[], ''];
    onProgress(collection.name, documents);
  };
  await target.begin(collection);
  for await (const document of source.documents(collection.name)) {
    batch.push(document);
    lines += lineOf(document);
    if (batch.length >= batchDocuments || lines.length >= batchBytes) await flush();
  }
  await flush();
  return { ...collection, documents, sha256: hash.digest('hex') };
};

/**
 * Copies all collections, with their indexes, from one place to another.
 *
 * @returns what was moved, collection by collection
 */
export const transfer = async (
  source: DataSource,
  target: DataTarget,
  onProgress: TransferProgress,
): Promise<MovedCollection[]> => {
  const collections = await source.collections();
  await target.prepare(collections);
  const moved: MovedCollection[] = [];
  for (const collection of collections)
    moved.push(await moveCollection(collection, source, target, onProgress));
  await target.finish(moved);
  return moved;
};
