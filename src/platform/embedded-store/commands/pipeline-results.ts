import { splitPipeline } from '../aggregation/pipeline-start.ts';
import { type PipelineOptions, preparePipeline, runPipeline } from '../aggregation/pipeline.ts';
import type { CollectionReader } from '../aggregation/stages/stage.ts';
import { plainValue } from '../aggregation/stages/plain-value.ts';
import { type Doc, readExact, writeDocument } from '../bson/documents.ts';
import { exactReader } from '../bson/field-reader.ts';
import { binaryComparison } from '../query/comparison.ts';
import { countDocuments } from '../query/count-documents.ts';
import { planFind } from '../query/find-documents.ts';
import { pipelineFields } from '../query/needed-fields.ts';
import type { Catalog } from '../storage/catalog.ts';
import { checkTime } from '../time-limit.ts';
import { comparisonOf, queryFrom } from './query-options.ts';
import { resolveView } from './views.ts';

/** A pipeline to be run, in its exact form. */
export interface PipelineRun {
  db: string;
  /** The collection or the view. */
  name: string;
  pipeline: readonly Doc[];
  variables: Doc;
  /** The part of the command that has collation and hint. */
  options: Doc;
  /** Documents, in their exact form, that it begins with instead of a collection's. */
  source?: readonly Doc[] | undefined;
}

/** Reads collections, and views, of one database for stages that look into others. */
const collectionReader = (catalog: Catalog, db: string): CollectionReader =>
  function* read(name): Generator<Doc> {
    const { name: collection, stages } = resolveView(catalog, db, name);
    const documents = function* (): Generator<Doc> {
      for (const { bytes } of catalog.find(db, collection)?.documents.scan(false) ?? []) {
        checkTime();
        yield readExact(bytes);
      }
    };
    if (stages.length === 0) yield* documents();
    else yield* runPipeline(preparePipeline(stages, optionsFor(catalog, db, {})), documents(), {});
  };

const optionsFor = (catalog: Catalog, db: string, variables: Doc): PipelineOptions => ({
  variables: Object.keys(variables),
  collection: collectionReader(catalog, db),
  comparison: binaryComparison,
});

/** What a pipeline yields, as BSON. All of it is checked at once; documents are read later. */
export const pipelineResults = (catalog: Catalog, run: PipelineRun): Iterable<Uint8Array> => {
  const { db, variables, options, source } = run;
  const prepared = optionsFor(catalog, db, variables);
  preparePipeline(run.pipeline, prepared);
  const { name, stages } = resolveView(catalog, db, run.name);
  const pipeline = [...stages, ...run.pipeline];
  const { start, rest, counts } = splitPipeline(pipeline.map(plainValue) as Doc[]);
  const afterStart = pipeline.slice(pipeline.length - rest.length);
  const comparison = counts ? binaryComparison : comparisonOf(options);
  const stage = preparePipeline(afterStart, { ...prepared, comparison });
  const found = function* (): Generator<Uint8Array> {
    if (source) {
      for (const doc of runPipeline(stage, source, variables)) yield writeDocument(doc);
      return;
    }
    const collection = catalog.find(db, name);
    const query = collection && {
      ...queryFrom(options, collection, start.filter, start),
      sort: start.sort,
    };
    if (collection && query && counts) {
      const total = countDocuments(collection, query);
      if (total > 0) yield writeDocument({ _id: counts.id, [counts.field]: total });
      return;
    }
    const stored = collection && query ? planFind(collection, query).run() : [];
    if (rest.length === 0) {
      for (const { bytes } of stored) yield bytes;
      return;
    }
    const read = exactReader(pipelineFields(afterStart));
    const docs = function* (): Generator<Doc> {
      for (const { bytes } of stored) yield read(bytes);
    };
    for (const doc of runPipeline(stage, docs(), variables)) yield writeDocument(doc);
  };
  return found();
};
