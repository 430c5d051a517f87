/** A process that runs a store on the data folder it is given, until it is ended. */
import { startEmbeddedStore } from '../../../src/platform/embedded-store/index.ts';

const { uri, close } = await startEmbeddedStore({ dataDir: process.argv[2] ?? '' });
process.once('SIGTERM', () => void close());
process.stdout.write(`${uri}\n`);
