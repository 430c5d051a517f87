import { setTimeout as wait } from 'node:timers/promises';
import type { AssignedCourse } from '../assignments/index.ts';
import type { Logger } from '../platform/logger.ts';
import type { CourseStateStore } from './course-state-store.ts';
import type { FollowedPeopleStore, StalePerson } from './followed-people-store.ts';
import { refreshStandings, type RefreshDeps } from './refresh-standings.ts';

export interface FollowDeps extends RefreshDeps {
  marks: Pick<FollowedPeopleStore, 'stale' | 'settle' | 'markAll'>;
  states: CourseStateStore;
  logger: Logger;
}

/** Raised when standings are worked out in another way from the same records, or stored in another form. */
const method = 2;
const batchSize = 200;
/** So many are brought up to date before a page is shown; of more, the page shows what there is. */
const fewAtOnce = 20;
/** What nobody asks for is done so often. */
const everyMs = 2000;
/** A new course for a hundred thousand people is worked out while the portal already serves. */
const startWaitsMs = 10_000;

/** What all standings follow from besides the records: when it changes, all are written anew. */
const fingerprintOf = ({ modules, rules }: AssignedCourse): string =>
  JSON.stringify([
    method,
    modules.map(({ slug, version, for: roles, changes, retired }) => [
      ...[slug, version, roles, changes, retired],
    ]),
    rules,
  ]);

/**
 * Brings standings up to what is on record. Each write of an employee that matters leaves a mark in the
 * same document; whoever finds the mark, in whichever process, writes the standing and takes it away.
 */
export const createFollowChanges = (deps: FollowDeps) => {
  const { marks, states, course, logger } = deps;
  const stopped = new AbortController();
  let running: Promise<void> | undefined;
  let askedFor: string | undefined;

  const settle = async (people: readonly StalePerson[]): Promise<void> => {
    await refreshStandings(
      deps,
      people.map(({ id }) => id),
    );
    await marks.settle(people);
  };

  /** One batch; answers whether there may be more. */
  const settleSome = async (): Promise<boolean> => {
    const people = await marks.stale(batchSize);
    if (people.length > 0) await settle(people);
    return people.length === batchSize;
  };

  const askAnewForAnotherCourse = async (): Promise<void> => {
    const fingerprint = fingerprintOf(await course());
    if (fingerprint === askedFor) return;
    if ((await states.fingerprint()) !== fingerprint) {
      await marks.markAll();
      await states.setFingerprint(fingerprint);
    }
    askedFor = fingerprint;
  };

  const isStopped = () => stopped.signal.aborted;

  const settleAll = async (): Promise<void> => {
    await askAnewForAnotherCourse();
    while (!isStopped() && (await settleSome()));
  };

  const keepUp = async (caughtUp: () => void): Promise<void> => {
    while (!isStopped()) {
      try {
        await settleAll();
        caughtUp();
      } catch (error) {
        if (!isStopped()) logger.error({ err: error }, 'standings are not followed');
      }
      await wait(everyMs, undefined, { signal: stopped.signal, ref: false }).catch(() => undefined);
    }
  };

  return {
    /** What has changed until now is in the standings; a great change is on its way in the background. */
    settleFew: async (): Promise<void> => {
      const people = await marks.stale(fewAtOnce + 1);
      if (people.length > 0 && people.length <= fewAtOnce) await settle(people);
    },
    /** Everything on record is in the standings. */
    settleAll,
    /** Catches up with what a crash left, and keeps up from then on; a start does not wait long for it. */
    start: async (): Promise<void> => {
      const { promise: first, resolve } = Promise.withResolvers<null>();
      running ??= keepUp(() => resolve(null));
      await Promise.race([first, wait(startWaitsMs, undefined, { ref: false })]);
    },
    stop: async (): Promise<void> => {
      stopped.abort();
      await running;
    },
  };
};
