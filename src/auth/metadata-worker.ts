import { parentPort, workerData } from 'node:worker_threads';
import { MetadataError } from './metadata-error.ts';
import { readVerified, type MetadataText, type ReadResult } from './read-metadata.ts';

/*
 * Reads one document away from the thread that answers people: an aggregate of some megabytes
 * takes seconds.
 */
const say = (result: ReadResult): void => parentPort?.postMessage(result);

try {
  say({ metadata: readVerified(workerData as MetadataText) });
} catch (error) {
  say({ problem: error instanceof MetadataError ? error.problem : String(error) });
}
