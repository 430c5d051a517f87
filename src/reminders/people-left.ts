import type { Day } from '../platform/swedish-day.ts';
import { dayNumber, dayOfNumber } from '../platform/swedish-day.ts';
import { dueAt, findPeople, placeAt, type Standings } from '../standings/index.ts';
import type { PersonLeft } from './plan-day.ts';

/**
 * Everybody who has something of the course to do or to renew on a day, and the last day for it.
 * Nobody who is exempt, on leave or gone.
 */
export const createPeopleLeft =
  (standings: Pick<Standings, 'book'>) =>
  async (day: Day): Promise<PersonLeft[]> => {
    const book = await standings.book();
    return findPeople(book, { scope: 'all', on: dayNumber(day) }).flatMap(({ row, at }) => {
      const due = dueAt(row.timeline, at);
      const place = book.places[placeAt(row.timeline, at)];
      if (due === null || !place) return [];
      return [{ id: row.employeeId, unitIds: place.unitIds, dueOn: dayOfNumber(due) }];
    });
  };
