import type { Assignments } from '../assignments/index.ts';
import type { CourseRecords } from '../completion/index.ts';
import type { Logger } from '../platform/logger.ts';
import type { OpenStore } from '../platform/store-connection.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { createCourseStateStore } from './course-state-store.ts';
import { createFollowBook } from './follow-book.ts';
import { createFollowChanges } from './follow-changes.ts';
import type { FollowedPerson } from './followed-person.ts';
import { createFollowedPeopleStore } from './followed-people-store.ts';
import { reconcile } from './reconcile.ts';
import { createStandingStore } from './standing-store.ts';

export interface StandingsDeps {
  connection: OpenStore['connection'];
  assignments: Pick<Assignments, 'course'>;
  recordsOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, CourseRecords>>;
  logger: Logger;
}

const nothing: CourseRecords = { completions: [], begun: [], absences: [] };

/** Who stands where with the course, on any day: derived from the records, and following them at once. */
export const createStandings = ({ connection, assignments, recordsOf, logger }: StandingsDeps) => {
  const store = createStandingStore(connection);
  const people = createFollowedPeopleStore(connection);

  const followed = async (ids: readonly string[]): Promise<FollowedPerson[]> => {
    const [known, records] = await Promise.all([people.ofIds(ids), recordsOf(ids)]);
    return known.map((person) => ({
      ...person,
      ...(records.get(person.record._id.toHexString()) ?? nothing),
    }));
  };
  const deps = { store, people: followed, course: assignments.course };
  const follow = createFollowChanges({
    ...deps,
    marks: people,
    states: createCourseStateStore(connection),
    logger,
  });
  const book = createFollowBook({ store });

  let firstRead: Promise<void> | undefined;

  const everybody = async (): Promise<string[]> => {
    const [known, standing] = await Promise.all([people.ids(), store.ids()]);
    return [...new Set([...known, ...standing])];
  };

  return {
    /** The book as of this moment, with what has changed until now. */
    book: async () => {
      await follow.settleFew();
      return book();
    },
    /** Catches up with the records, and reads the book before anybody asks for it. */
    start: async (): Promise<void> => {
      await follow.start();
      firstRead ??= book().then(
        () => undefined,
        (err: unknown) => logger.error({ err }, 'the standings are not read yet'),
      );
    },
    stop: async (): Promise<void> => {
      await Promise.all([follow.stop(), firstRead]);
    },
    /** Everything on record is in the standings when this ends. */
    settleAll: follow.settleAll,
    /** Proves that standings and figures are those of the records; see reconcile.ts. */
    reconcile: (options: { repair: boolean }) =>
      reconcile({ ...deps, everybody, book, today: () => dayOf(new Date()) }, options),
  };
};

export type Standings = ReturnType<typeof createStandings>;
