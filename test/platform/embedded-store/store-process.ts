/** A process that runs a store on the data folder it is given, until it is ended. */
import { startEmbeddedStore } from '../../../src/platform/embedded-store/index.ts';

const { uri } = await startEmbeddedStore({ dataDir: process.argv[2] ?? '' });
process.stdout.write(`${uri}\n`);
