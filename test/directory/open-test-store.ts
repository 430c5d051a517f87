import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/platform/store-connection.ts';
import { documentsIn, dropTestDatabase, testDatabaseUri } from '../support/test-database.ts';

const filesIn = async (dataDir: string): Promise<Buffer[]> => {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
};

/** A store for one test file, and a connection to it. */
export const openTestStore = async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'portal-'));
  const mongodbUri = testDatabaseUri();
  const { connection, close } = await openStore({ dataDir, mongodbUri });
  return {
    connection,
    /** All that the store has written: as it lies on the disk, or as another MongoDB hands it out. */
    rawBytes: async (): Promise<Buffer> =>
      Buffer.concat(await (mongodbUri ? documentsIn(connection) : filesIn(dataDir))),
    close: async () => {
      await close();
      await dropTestDatabase(mongodbUri);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

export type TestStore = Awaited<ReturnType<typeof openTestStore>>;
