import { resolve } from 'node:path';
import { runningStoreUri, startEmbeddedStore } from '../embedded-store/index.ts';
import { folderSource, folderTarget } from './folder-data.ts';
import { mongodbSource, mongodbTarget } from './mongodb-data.ts';
import { createProgress } from './progress.ts';
import type { Outcome, ToolSettings } from './tool-settings.ts';
import { type DataSource, type DataTarget, transfer } from './transfer.ts';

const isUri = (place: string): boolean => /^mongodb(\+srv)?:\/\//.test(place);

/** A place as it may be shown: without the password that a URI can carry. */
const shown = (place: string): string => place.replace(/\/\/[^/@]*@/, '//…@');

/** The portal's own store: started here unless it is a MongoDB, or runs already. */
const withOwnStore = async <T>(
  { mongodbUri, dataDir }: ToolSettings,
  work: (uri: string) => Promise<T>,
): Promise<T> => {
  const uri = mongodbUri ?? (await runningStoreUri(dataDir));
  if (uri) return work(uri);
  const store = await startEmbeddedStore({ dataDir });
  return work(store.uri).finally(store.close);
};

const move = async (source: DataSource, target: DataTarget, to: string): Promise<Outcome> => {
  const progress = createProgress();
  const started = performance.now();
  const moved = await transfer(source, target, (collection, documents) =>
    progress.show(`${collection}: ${documents} documents`),
  );
  progress.end();
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  const documents = moved.reduce((sum, collection) => sum + collection.documents, 0);
  const summary = `${documents} documents in ${moved.length} collections to ${shown(to)} in ${seconds} s`;
  const collections = moved.map(({ name, documents: count, sha256 }) => ({
    name,
    documents: count,
    sha256,
  }));
  return {
    lines: [...collections.map((one) => `${one.name}: ${one.documents} documents`), summary],
    json: { documents, seconds, collections },
    ok: true,
  };
};

const closing = async (
  source: DataSource,
  openTarget: () => Promise<DataTarget>,
  to: string,
): Promise<Outcome> => {
  try {
    const target = await openTarget();
    return await move(source, target, to).finally(target.close);
  } finally {
    await source.close();
  }
};

/** From the portal's store, or the MongoDB `from`, into a new folder or the MongoDB it names. */
export const exportData = (settings: ToolSettings, from: string | undefined): Promise<Outcome> => {
  const { operand, replace } = settings;
  const to = isUri(operand) ? operand : resolve(operand);
  const target = () => (isUri(to) ? mongodbTarget(to, replace) : Promise.resolve(folderTarget(to)));
  const work = async (uri: string) => closing(await mongodbSource(uri), target, to);
  return from ? work(from) : withOwnStore(settings, work);
};

/** From a folder or the MongoDB it names, into the portal's store or the MongoDB `to`. */
export const importData = (settings: ToolSettings, to: string | undefined): Promise<Outcome> => {
  const { operand, replace } = settings;
  const work = async (uri: string) => {
    const source = isUri(operand) ? await mongodbSource(operand) : folderSource(resolve(operand));
    const where = to ?? settings.mongodbUri ?? settings.dataDir;
    return closing(source, () => mongodbTarget(uri, replace), where);
  };
  return to ? work(to) : withOwnStore(settings, work);
};
