import { Long } from 'bson';
import { type Doc, writeDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { compileFilter } from '../query/matcher.ts';
import type { Collection } from '../storage/collection.ts';
import { cursorReply } from '../wire/cursor-reply.ts';
import { sizeOnDisk } from './collection-stats.ts';
import { createView, describeViews, dropView, isView } from './views.ts';
import { collectionName, cursorSize, documentField, type Handler } from './command.ts';

export const create: Handler = (request, { catalog, beginWrite }) => {
  const name = collectionName(request);
  beginWrite();
  if (catalog.find(request.db, name) ?? isView(catalog, request.db, name))
    throw new CommandError('NamespaceExists', `Collection ${request.db}.${name} already exists.`);
  if (request.body.viewOn !== undefined) createView(catalog, request.db, name, request.exactBody());
  else if (request.body.pipeline === undefined) catalog.ensure(request.db, name);
  else
    throw new CommandError('InvalidOptions', "'pipeline' requires 'viewOn' to also be specified");
  return {};
};

export const drop: Handler = (request, { catalog, cursors, beginWrite }) => {
  const name = collectionName(request);
  const collection = catalog.find(request.db, name);
  if (!collection) {
    if (!isView(catalog, request.db, name)) return {};
    beginWrite();
    dropView(catalog, request.db, name);
    return { ns: `${request.db}.${name}` };
  }
  beginWrite();
  const indexes = collection.indexes.length + 1;
  catalog.drop(collection);
  cursors.killAll((namespace) => namespace === collection.namespace);
  return { nIndexesWas: indexes, ns: collection.namespace };
};

export const dropDatabase: Handler = ({ db }, { catalog, cursors, beginWrite }) => {
  beginWrite();
  for (const collection of catalog.collections(db)) catalog.drop(collection);
  cursors.killAll((namespace) => namespace.startsWith(`${db}.`));
  return { dropped: db };
};

const describe = ({ name }: Collection, nameOnly: boolean): Doc => ({
  name,
  type: 'collection',
  ...(nameOnly
    ? {}
    : {
        options: {},
        info: { readOnly: false },
        idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
      }),
});

export const listCollections: Handler = ({ body, db }, { catalog }) => {
  cursorSize(body, 'listCollections', 0);
  const matches = compileFilter(documentField(body, 'filter'));
  const nameOnly = body.nameOnly === true;
  const views = describeViews(catalog, db).map(({ name, type, ...others }) =>
    nameOnly ? { name, type } : { name, type, ...others },
  );
  const described = catalog
    .collections(db)
    .map((collection) => describe(collection, nameOnly))
    .concat(views)
    .filter(matches);
  const ns = `${db}.$cmd.listCollections`;
  return cursorReply('firstBatch', described.map(writeDocument), { id: Long.ZERO, ns });
};

export const listDatabases: Handler = ({ body }, { catalog }) => {
  const matches = compileFilter(documentField(body, 'filter'));
  const sizeOf = (name: string): Doc => {
    const collections = catalog.collections(name);
    const bytes = collections.reduce((sum, collection) => sum + sizeOnDisk(collection), 0);
    const empty = collections.every(({ documents }) => documents.count() === 0);
    return { sizeOnDisk: Long.fromNumber(bytes), empty };
  };
  const databases = catalog
    .databases()
    .map((name): Doc => (body.nameOnly === true ? { name } : { name, ...sizeOf(name) }))
    .filter(matches);
  if (body.nameOnly === true) return { databases };
  const total = databases.reduce((sum, { sizeOnDisk: size }) => sum + Number(size), 0);
  return {
    databases,
    totalSize: Long.fromNumber(total),
    totalSizeMb: Long.fromNumber(Math.floor(total / 1024 / 1024)),
  };
};
