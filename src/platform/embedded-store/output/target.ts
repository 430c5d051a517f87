import { type Doc, isDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import type { Catalog } from '../storage/catalog.ts';

/** Where a pipeline's documents go. */
export interface Target {
  db: string;
  name: string;
}

/** The last stage of a pipeline that writes what the others yield, rather than answer with it. */
export interface OutputStage {
  target: Target;
  /** A new collection takes the old one's place. */
  replacesTarget: boolean;
  /** Writes all documents, each as BSON. To be called within a write. */
  write: (catalog: Catalog, documents: Iterable<Uint8Array>) => void;
}

/** Databases of the server's own. */
const internal = new Set(['admin', 'config', 'local']);

const text = (value: unknown, where: string): string => {
  if (typeof value === 'string' && value !== '') return value;
  throw new CommandError('TypeMismatch', `BSON field '${where}' must be a nonempty string`);
};

/**
 * Reads a collection's name, or `{ db, coll }`; `db` is the pipeline's own unless it is named.
 *
 * @throws CommandError 40415 for another field, 14 for a name that is none, 31321 for the server's databases
 */
export const parseTarget = (spec: string | Doc, db: string, stage: string): Target => {
  const target = isDocument(spec)
    ? { db: text(spec.db ?? db, `${stage}.db`), name: text(spec.coll, `${stage}.coll`) }
    : { db, name: text(spec, stage) };
  const unknown = isDocument(spec)
    ? Object.keys(spec).find((field) => field !== 'db' && field !== 'coll')
    : undefined;
  if (unknown !== undefined)
    throw new CommandError(
      'Location40415',
      `BSON field '${stage}.${unknown}' is an unknown field.`,
    );
  if (internal.has(target.db))
    throw new CommandError('Location31321', `Can't ${stage} to internal database: ${target.db}`);
  if (target.name.startsWith('system.'))
    throw new CommandError('Location17385', `Can't ${stage} to special collection: ${target.name}`);
  return target;
};
