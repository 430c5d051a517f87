import type { Doc } from '../bson/documents.ts';
import { parsePath, type Path } from '../query/path.ts';

/** One field of an index. */
export interface IndexField {
  name: string;
  path: Path;
  descending: boolean;
}

/** An index as it was declared. */
export interface IndexSpec {
  name: string;
  /** The declared key document, for instance `{ unitPath: 1, familyName: -1 }`. */
  key: Doc;
  fields: readonly IndexField[];
  unique: boolean;
  sparse: boolean;
  /** Only documents that satisfy this filter are in the index. */
  partialFilter: Doc | undefined;
  /** By whose rules strings are equal in the index, in whole; undefined: by BSON's. */
  collation: Doc | undefined;
  /** Documents go this many seconds after the date in the index's field. */
  expireAfterSeconds: number | undefined;
}

export const indexFields = (key: Doc): IndexField[] =>
  Object.entries(key).map(([name, direction]) => ({
    name,
    path: parsePath(name),
    descending: Number(direction) < 0,
  }));

const present = (fields: Doc): Doc =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

/** The index as listIndexes shows it and as the catalogue keeps it. */
export const describeIndex = (spec: IndexSpec): Doc =>
  present({
    v: 2,
    key: spec.key,
    name: spec.name,
    unique: spec.unique && spec.name !== '_id_' ? true : undefined,
    sparse: spec.sparse ? true : undefined,
    partialFilterExpression: spec.partialFilter,
    expireAfterSeconds: spec.expireAfterSeconds,
    collation: spec.collation,
  });

/** The index that `describeIndex` described. */
export const indexFromDescription = (description: Doc): IndexSpec => ({
  name: String(description.name),
  key: description.key as Doc,
  fields: indexFields(description.key as Doc),
  unique: description.unique === true,
  sparse: description.sparse === true,
  partialFilter: description.partialFilterExpression as Doc | undefined,
  collation: description.collation as Doc | undefined,
  expireAfterSeconds: description.expireAfterSeconds as number | undefined,
});

/** Every collection has this one. */
export const idIndexSpec: IndexSpec = {
  ...indexFromDescription({ name: '_id_', key: { _id: 1 } }),
  unique: true,
};
