import { inTurns } from '../platform/in-turns.ts';
import { dayNumber, dayOfNumber, type Day } from '../platform/swedish-day.ts';
import { dueAt, findPeople, periodOn, placeAt, type Standings } from '../standings/index.ts';
import type { PersonLeft } from './plan-day.ts';

/**
 * Everybody who has something of the course to do or to renew on a day, and the last day for it.
 * Nobody who is exempt, on leave or gone. Others get their turn between them: they may be 100,000.
 */
export const createPeopleLeft = (standings: Pick<Standings, 'book'>) =>
  async function* (day: Day): AsyncGenerator<PersonLeft> {
    const book = await standings.book();
    const on = dayNumber(day);
    for await (const { row: found } of inTurns(findPeople(book, { scope: 'all', on }))) {
      // Not as they were found: somebody may have done the course since.
      const row = book.find(found.employeeId);
      const at = row ? periodOn(row.timeline, on) : null;
      if (!row || at === null) continue;
      const due = dueAt(row.timeline, at);
      const place = book.places[placeAt(row.timeline, at)];
      if (due !== null && place)
        yield { id: row.employeeId, unitIds: place.unitIds, dueOn: dayOfNumber(due) };
    }
  };

/** Those of them who are among these. */
export async function* amongPeople(
  left: AsyncIterable<PersonLeft>,
  ids: readonly string[],
): AsyncGenerator<PersonLeft> {
  const asked = new Set(ids);
  for await (const person of left) if (asked.has(person.id)) yield person;
}
