import { resolve } from 'node:path';
import { headingsOf } from './config-headings.ts';
import type { Keys } from './config-keys.ts';

/** How rosters come in by browser and by folder. */
export const rosterConfig = (env: Keys) => {
  const maxBytes = env.ROSTER_MAX_MB * 1024 ** 2;
  const headings = headingsOf(env.ROSTER_HEADINGS);
  const everyMs = env.ROSTER_FOLDER_MINUTES * 60_000;
  const folder =
    env.ROSTER_FOLDER === undefined
      ? undefined
      : {
          dir: resolve(env.ROSTER_FOLDER),
          everyMs,
          maxBytes,
          headings,
        };
  return { maxBytes, folder };
};
