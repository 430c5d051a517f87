import { factsOf, standingOn, type Assignments } from '../assignments/index.ts';
import {
  feedStart,
  type DoneRecords,
  type ReadMany,
  type RecordEvent,
} from '../completion/index.ts';
import { dayNumber } from '../platform/swedish-day.ts';
import { periodOn, stateAt, type StandingBook, type Standings } from '../standings/index.ts';
import type { UnitStore } from '../employees/index.ts';
import type { ApiPeopleStore, ApiPerson } from './api-people-store.ts';
import type {
  CompletionPage,
  EmployeeAnswer,
  EmployeePage,
  PageQuery,
  SinceQuery,
  UnitPage,
} from './api-schemas.ts';
import { readCursor, writeCursor } from './cursor.ts';

export interface ListDeps {
  people: ApiPeopleStore;
  units: Pick<UnitStore, 'after'>;
  standings: Pick<Standings, 'book'>;
  assignments: Pick<Assignments, 'course'>;
  doneOf: ReadMany<DoneRecords>;
  feed: (after: string, before: Date, most: number) => Promise<RecordEvent[]>;
  today: () => string;
}

/** So long a record may be on its way to the store, or clocks of several servers differ. */
const settledMs = 10_000;
const storeId = /^[0-9a-f]{24}$/;
const nothing: DoneRecords = { completions: [], absences: [] };

const stateOn = (book: StandingBook, id: string, day: string) => {
  const timeline = book.find(id)?.timeline;
  const at = timeline ? periodOn(timeline, dayNumber(day)) : null;
  return timeline && at !== null ? book.states[stateAt(timeline, at)] : undefined;
};

/** One more than is asked for tells whether there is a page after this. */
const pageOf = <T extends { id: string }>(list: string, found: readonly T[], most: number) => {
  const items = found.slice(0, most);
  const last = found.length > most ? items.at(-1) : undefined;
  return { items, next: last ? writeCursor(list, last.id) : null };
};

/** What the API answers, from the records as they are. */
export const createLists = (deps: ListDeps) => {
  const tell = async (people: ApiPerson[]): Promise<EmployeeAnswer[]> => {
    const ids = people.map(({ id }) => id);
    const [book, course, records] = await Promise.all([
      deps.standings.book(),
      deps.assignments.course(),
      deps.doneOf(ids),
    ]);
    const day = deps.today();
    return people.map(({ isProtected, employments, employmentType, ...person }) => {
      const { completions, absences } = records.get(person.id) ?? nothing;
      const facts = factsOf({ employments, employmentType }, completions, absences);
      const state = stateOn(book, person.id, day);
      const modules = standingOn(facts, course, day).modules.map((one) => {
        const { module, cycle, doneOn: completedOn, dueOn } = one;
        const status = state?.modules[module] ?? 'exempt';
        return { module, status, done: status === 'done', cycle, completedOn, dueOn };
      });
      return { ...person, protected: isProtected, status: state?.status ?? 'exempt', modules };
    });
  };

  return {
    employees: async ({ limit, cursor }: PageQuery): Promise<EmployeePage> => {
      const after = cursor ? readCursor('employees', cursor, storeId) : feedStart;
      const page = pageOf('employees', await deps.people.after(after, limit + 1), limit);
      return { items: await tell(page.items), next: page.next };
    },

    units: async ({ limit, cursor }: PageQuery): Promise<UnitPage> => {
      const after = cursor ? readCursor('units', cursor, /^\S{1,60}$/) : '';
      return pageOf('units', await deps.units.after(after, limit + 1), limit);
    },

    completions: async ({ limit, since }: SinceQuery): Promise<CompletionPage> => {
      const after = since ? readCursor('completions', since, storeId) : feedStart;
      const settled = new Date(Date.now() - settledMs);
      const found = await deps.feed(after, settled, limit + 1);
      const events = found.slice(0, limit);
      const numbers = await deps.people.numbersOf(events.map(({ employeeId }) => employeeId));
      return {
        items: events.map(({ at, recordedAt, ...event }) => ({
          ...event,
          employeeNumber: numbers.get(event.employeeId) ?? null,
          completedAt: at.toISOString(),
          recordedAt: recordedAt.toISOString(),
        })),
        next: writeCursor('completions', events.at(-1)?.id ?? after),
        more: found.length > limit,
      };
    },
  };
};

export type Lists = ReturnType<typeof createLists>;
