import { randomUUID } from 'node:crypto';
import { isDocument, readPlain } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { refuseBadId, withId } from '../commands/insert.ts';
import type { Catalog } from '../storage/catalog.ts';
import { type OutputStage, parseTarget } from './target.ts';

/**
 * `$out`: a collection with the indexes of the one there was takes its place once it is complete.
 * Until then, and when anything is refused, the old one stands. Source: MongoDB manual, "$out".
 *
 * @throws CommandError 16990 for what names no collection
 */
export const parseOut = (spec: unknown, db: string): OutputStage => {
  if (typeof spec !== 'string' && !isDocument(spec))
    throw new CommandError('Location16990', '$out only supports a string or object argument');
  const target = parseTarget(spec, db, '$out');

  const fill = (catalog: Catalog, temporary: string, documents: Iterable<Uint8Array>): void => {
    const collection = catalog.ensure(target.db, temporary);
    for (const { spec: index } of catalog.find(target.db, target.name)?.indexes ?? [])
      catalog.createIndex(collection, index);
    for (const document of documents) {
      const bytes = withId(document);
      const doc = readPlain(bytes);
      refuseBadId(doc);
      collection.insert(bytes, doc);
    }
    catalog.replace(collection, target.db, target.name);
  };

  return {
    target,
    replacesTarget: true,
    write: (catalog, documents) => {
      const temporary = `tmp.agg_out.${randomUUID()}`;
      try {
        fill(catalog, temporary, documents);
      } catch (error) {
        const unfinished = catalog.find(target.db, temporary);
        if (unfinished && error instanceof CommandError) catalog.drop(unfinished);
        throw error;
      }
    },
  };
};
