import { startEmbeddedStore } from '../embedded-store/index.ts';

const nextSignal = (): Promise<unknown> =>
  new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });

/**
 * Runs the store alone until the process is asked to end, and says in one line when it accepts
 * connections.
 */
export const serveStore = async (
  options: { dataDir: string; socketPath: string | undefined; port: number | undefined },
  json: boolean,
): Promise<void> => {
  const store = await startEmbeddedStore(options);
  const ended = nextSignal();
  const uri =
    store.port === undefined
      ? store.uri
      : `mongodb://127.0.0.1:${store.port}/portal?directConnection=true`;
  console.log(
    json
      ? JSON.stringify({ uri, socket: store.socketPath, pid: process.pid })
      : `The store in ${options.dataDir} accepts connections at ${uri}`,
  );
  await ended;
  await store.close();
};
