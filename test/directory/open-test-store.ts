import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedStore } from '../../src/platform/embedded-store/index.ts';
import { connectStore } from '../../src/platform/store-connection.ts';

/** The embedded store in a folder of its own, and a connection to it. */
export const openTestStore = async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-'));
  const store = await startEmbeddedStore({ dataDir });
  const connection = await connectStore(store.uri);
  return {
    connection,
    /** All that the store has written, as it lies on the disk. */
    rawBytes: async (): Promise<Buffer> => {
      const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      return Buffer.concat(
        await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name)))),
      );
    },
    close: async () => {
      await connection.close();
      await store.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};

export type TestStore = Awaited<ReturnType<typeof openTestStore>>;
