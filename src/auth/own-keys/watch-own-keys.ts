import type { Audit } from '../../audit/index.ts';
import type { Logger } from '../../platform/logger.ts';
import { keyListing } from './key-folder.ts';
import { createOwnKeysStore } from './own-keys-store.ts';
import { readOwnKeys, type OwnKeysSource } from './read-own-keys.ts';

/** The steps of a rollover are hours apart, but a person may be waiting for each to be taken up. */
const everyMs = 2000;

interface Deps {
  connection: Parameters<typeof createOwnKeysStore>[0];
  audit: Audit;
  logger: Logger;
}

/**
 * Our keys as the folder has them now: a step of a rollover is taken up within two seconds, with
 * no restart. Keys that cannot be used are not taken up; the ones before them go on.
 *
 * @throws when the keys cannot be used at the start.
 */
export const watchOwnKeys = (source: OwnKeysSource, { connection, audit, logger }: Deps) => {
  const { keysDir } = source;
  const store = createOwnKeysStore(connection);
  let listed = keysDir === undefined ? null : keyListing(keysDir);
  let recorded = listed;
  let complained: unknown;
  let keys = readOwnKeys(source);

  const record = async (): Promise<void> => {
    if (!(await store.firstSeen(listed ?? ''))) return;
    const details = { certificates: keys.signingCertificates.length };
    await audit.record({ action: 'keys.changed', result: 'ok', details });
  };

  const look = async (dir: string): Promise<void> => {
    try {
      const now = keyListing(dir);
      if (now !== listed) {
        keys = readOwnKeys(source);
        listed = now;
        logger.info('our own SAML keys have changed');
      }
      if (recorded !== listed) await record();
      recorded = listed;
      complained = null;
    } catch (error) {
      const problem = String(error);
      if (problem !== complained)
        logger.error(
          { err: error },
          'a change of our own SAML keys cannot be taken up or written down',
        );
      complained = problem;
    }
  };

  const timer =
    keysDir === undefined ? undefined : setInterval(() => void look(keysDir), everyMs).unref();
  return {
    current: () => keys,
    stop: (): void => {
      clearInterval(timer);
    },
  };
};
