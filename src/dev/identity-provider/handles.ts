import { randomBytes } from 'node:crypto';

/**
 * Things kept in memory for a while, each under a random name that cannot be guessed. When there
 * are too many, the oldest goes.
 *
 * @param minutes how long a thing is kept after it was added.
 */
export const createHandles = <Thing>({ minutes, most }: { minutes: number; most: number }) => {
  const kept = new Map<string, { thing: Thing; until: number }>();

  const dropOldest = () => {
    const [oldest] = kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
  };

  return {
    add: (thing: Thing): string => {
      const handle = randomBytes(24).toString('base64url');
      kept.set(handle, { thing, until: Date.now() + minutes * 60_000 });
      if (kept.size > most) dropOldest();
      return handle;
    },
    get: (handle: string): Thing | null => {
      const found = kept.get(handle);
      if (!found || found.until < Date.now()) {
        kept.delete(handle);
        return null;
      }
      return found.thing;
    },
    /** The thing, which from then on is kept no longer: nobody gets it twice. */
    take: (handle: string): Thing | null => {
      const found = kept.get(handle);
      kept.delete(handle);
      return found && found.until >= Date.now() ? found.thing : null;
    },
  };
};

export type Handles<Thing> = ReturnType<typeof createHandles<Thing>>;
