import { type Doc, isDocument } from '../bson/documents.ts';
import { equalValues } from '../bson/order.ts';
import { CommandError } from '../command-error.ts';
import type { Collection } from '../storage/collection.ts';
import { idIndexSpec } from '../storage/index-spec.ts';
import type { StoredIndex } from '../storage/stored-index.ts';
import { collectionName, documentField, type Handler, refuseUnknownFields } from './command.ts';

const indexNamed = ({ indexes, namespace }: Collection, { name, keyPattern }: Doc): StoredIndex => {
  if ((name === undefined) === (keyPattern === undefined))
    throw new CommandError('InvalidOptions', 'must specify either index name or key pattern');
  if (name === '_id_' || (isDocument(keyPattern) && equalValues(keyPattern, idIndexSpec.key)))
    throw new CommandError('BadValue', 'cannot change the _id index');
  const found = indexes.find(
    ({ spec }) =>
      spec.name === name || (isDocument(keyPattern) && equalValues(spec.key, keyPattern)),
  );
  if (!found)
    throw new CommandError(
      'IndexNotFound',
      `cannot find index ${JSON.stringify(name ?? keyPattern)} for ns ${namespace}`,
    );
  return found;
};

/** Changes after how many seconds a TTL index lets documents go; nothing else can be changed. */
export const collMod: Handler = (request, { catalog, beginWrite }) => {
  const { body, db } = request;
  const name = collectionName(request);
  const collection = catalog.find(db, name);
  if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${db}.${name}`);
  if (body.index === undefined) return {};
  const change = documentField(body, 'index');
  refuseUnknownFields(change, ['name', 'keyPattern', 'expireAfterSeconds'], 'collMod.index');
  const index = indexNamed(collection, change);
  const { expireAfterSeconds: seconds } = change;
  if (typeof seconds !== 'number' || !(seconds >= 0))
    throw new CommandError('InvalidOptions', 'expireAfterSeconds must be a number of zero or more');
  if (index.spec.fields.length > 1)
    throw new CommandError('InvalidOptions', 'TTL indexes are single-field indexes');
  const before = index.spec.expireAfterSeconds;
  beginWrite();
  catalog.setExpiry(index, seconds);
  return {
    ...(before === undefined ? {} : { expireAfterSeconds_old: before }),
    expireAfterSeconds_new: seconds,
  };
};
