import { setImmediate } from 'node:timers/promises';
import type { AssignedCourse } from '../assignments/index.ts';
import type { FollowedPerson } from './followed-person.ts';
import { makeStanding } from './make-standing.ts';
import { isOlder } from './older-standing.ts';
import type { StandingRecord } from './standing-model.ts';
import type { StandingStore, StandingWrite } from './standing-store.ts';
import {
  contentOfRecord,
  packedNobody,
  packStanding,
  type StandingContent,
} from './stored-standing.ts';

export interface RefreshDeps {
  store: Pick<StandingStore, 'ofEmployees' | 'write'>;
  /** Those of them whom the roster knows, with all that is on record. */
  people: (ids: readonly string[]) => Promise<FollowedPerson[]>;
  course: () => Promise<AssignedCourse>;
}

const contentText = ({ subject, modules, places, states, timeline }: StandingContent): string =>
  JSON.stringify([subject ?? null, modules, places, states, timeline.toString('base64')]);

const isStored = (before: StandingRecord | undefined, content: StandingContent): boolean =>
  before
    ? !isOlder(before) && contentText(before) === contentText(content)
    : content === packedNobody;

/**
 * What follows from the records; when those have been purged, what followed from them before, without
 * a name where that has been purged too.
 */
const contentOf = (
  person: FollowedPerson,
  rules: AssignedCourse,
  before: StandingRecord | undefined,
): StandingContent => {
  const content = packStanding(makeStanding(person, rules));
  if (!before?.subject || !person.record.purged?.records || !content.subject) return content;
  const { modules, places, states, timeline } = contentOfRecord(before);
  return { subject: content.subject, modules, places, states, timeline };
};

/** What is to be written so that the stored standings are those that follow from the records. */
const differences = async (
  { store, people, course }: RefreshDeps,
  ids: readonly string[],
): Promise<StandingWrite[]> => {
  // The versions first: whoever writes over one of them afterwards has read newer records.
  const stored = new Map(
    (await store.ofEmployees(ids)).map((record): [string, StandingRecord] => [
      record._id.toHexString(),
      record,
    ]),
  );
  const [known, rules] = await Promise.all([people(ids), course()]);
  const made = new Map<string, StandingContent>();
  for (const person of known) {
    // A long history takes milliseconds: pages are answered in between.
    await setImmediate();
    const id = person.record._id.toHexString();
    made.set(id, contentOf(person, rules, stored.get(id)));
  }
  return ids.flatMap((employeeId) => {
    const before = stored.get(employeeId);
    const content = made.get(employeeId) ?? packedNobody;
    return isStored(before, content) ? [] : [{ employeeId, over: before?.version ?? 0, content }];
  });
};

const batchSize = 200;

/** The ids of those whose stored standing is not what follows from the records. Changes nothing. */
export const findDifferences = async (
  deps: RefreshDeps,
  ids: readonly string[],
): Promise<string[]> => {
  const found: string[] = [];
  for (let from = 0; from < ids.length; from += batchSize) {
    const writes = await differences(deps, ids.slice(from, from + batchSize));
    found.push(...writes.map(({ employeeId }) => employeeId));
  }
  return found;
};

/** Writes anew the standings of these people. May be done again, and by several at once. */
export const refreshStandings = async (
  deps: RefreshDeps,
  ids: readonly string[],
): Promise<void> => {
  for (let from = 0; from < ids.length; from += batchSize) {
    const batch = ids.slice(from, from + batchSize);
    while (!(await deps.store.write(await differences(deps, batch))));
  }
};
