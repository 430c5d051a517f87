import { preparePipeline } from '../aggregation/pipeline.ts';
import { type Doc, isDocument, readExact, writeDocument } from '../bson/documents.ts';
import { CommandError } from '../command-error.ts';
import { endsInOutput } from '../output/output-stage.ts';
import { binaryComparison } from '../query/comparison.ts';
import { planFind, plainQuery } from '../query/find-documents.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import { documentList, textField } from './command.ts';

/** Where a database keeps what its views are, as a server does. */
const definitions = 'system.views';

/** How many views may stand on one another. Source: MongoDB manual, "Views". */
const deepest = 20;

const findDefinition = (catalog: Catalog, db: string, name: string): StoredDocument | undefined => {
  const collection = catalog.find(db, definitions);
  if (!collection || catalog.find(db, name)) return undefined;
  const { run } = planFind(collection, plainQuery({ _id: `${db}.${name}` }, binaryComparison));
  return run().next().value as StoredDocument | undefined;
};

export const isView = (catalog: Catalog, db: string, name: string): boolean =>
  findDefinition(catalog, db, name) !== undefined;

/** @throws CommandError 166 when it is a view's name */
export const refuseView = (catalog: Catalog, db: string, name: string): void => {
  if (isView(catalog, db, name))
    throw new CommandError(
      'CommandNotSupportedOnView',
      `Namespace ${db}.${name} is a view, not a collection`,
    );
};

/** A view's stages. @throws CommandError 182 for what a client wrote among the definitions itself */
const stagesOf = ({ _id, pipeline }: Doc): Doc[] => {
  if (Array.isArray(pipeline) && pipeline.every(isDocument)) return pipeline;
  throw new CommandError('InvalidViewDefinition', `the view ${String(_id)} has no valid pipeline`);
};

/** The collection a name stands for, and the stages of the views on the way to it. */
export const resolveView = (
  catalog: Catalog,
  db: string,
  name: string,
): { name: string; stages: Doc[] } => {
  const stages: Doc[] = [];
  for (let depth = 0; depth <= deepest; depth++) {
    const found = findDefinition(catalog, db, name);
    if (!found) return { name, stages };
    const view = readExact(found.bytes);
    stages.unshift(...stagesOf(view));
    name = String(view.viewOn);
  }
  throw new CommandError('ViewDepthLimitExceeded', 'View depth too deep or view cycle detected');
};

/** Makes a view. To be called within a write. @throws CommandError for a pipeline that is none */
export const createView = (catalog: Catalog, db: string, name: string, spec: Doc): void => {
  const viewOn = textField(spec, 'viewOn');
  const pipeline = spec.pipeline === undefined ? [] : documentList(spec, 'pipeline');
  if (endsInOutput(pipeline))
    throw new CommandError('OptionNotSupportedOnView', 'a view cannot have $out or $merge');
  preparePipeline(pipeline, { variables: [], collection: () => [], comparison: binaryComparison });
  const bytes = writeDocument({ _id: `${db}.${name}`, viewOn, pipeline });
  catalog.ensure(db, definitions).insert(bytes);
};

/** Takes a view away; its collection stays. */
export const dropView = (catalog: Catalog, db: string, name: string): void => {
  const found = findDefinition(catalog, db, name);
  if (found) catalog.find(db, definitions)?.remove(found);
};

/** The views of a database, as listCollections shows them. */
export const describeViews = (catalog: Catalog, db: string): Doc[] =>
  Array.from(catalog.find(db, definitions)?.documents.scan(false) ?? [], ({ doc }) => ({
    name: String(doc._id).slice(db.length + 1),
    type: 'view',
    options: { viewOn: doc.viewOn, pipeline: doc.pipeline },
    info: { readOnly: true },
  }));
