import { setImmediate } from 'node:timers/promises';
import type { Audit, AuditDetails } from '../audit/index.ts';
import type { Unit } from '../employees/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { dayOf } from '../platform/swedish-day.ts';
import {
  countPeople,
  dayNumber,
  findPeople,
  nameMatch,
  orderPeople,
  periodOn,
  rollUp,
  sumByDay,
  type Figures,
  type Found,
  type Scope,
  type StandingBook,
  type Standings,
} from '../standings/index.ts';
import type { PeopleFilter } from './people-query.ts';
import { reportPerson, type ReportPerson } from './report-person.ts';
import { unitRows, type UnitRow } from './unit-rows.ts';

export interface ReportsDeps {
  standings: Standings;
  units: { all: () => Promise<Unit[]> };
  employees: { managedUnitIds: (id: string) => Promise<string[]> };
  audit: Audit;
  now?: () => Date;
}

/** How it stands on a day, within what the viewer may see. */
export interface Overview {
  /** The day, as 2026-11-28. */
  on: string;
  /** The viewer sees the whole organisation. */
  isWhole: boolean;
  /** Everybody, each once. */
  sum: Figures;
  /** Each unit with all below it, in the tree's order. */
  units: UnitRow[];
}

/** The figures of one day. */
export interface TrendPoint extends Figures {
  day: string;
}

const pageSize = 50;
const turnSize = 500;
const numberOf = (day: string | undefined) => (day === undefined ? undefined : dayNumber(day));

/**
 * Who looked at whom: at one person, or at which units and statuses. The name that was searched for is
 * not told, nor a unit where nobody was found: anything can stand in an address.
 */
const lookBy = (
  viewer: Viewer,
  { scope, filter, found }: { scope: Scope; filter: PeopleFilter; found: readonly Found[] },
) => {
  const { unit, status, search } = filter;
  const details: AuditDetails = {
    ...(unit && found.length > 0 ? { unit } : { scope: scope === 'all' ? 'all' : 'own-units' }),
    ...(status ? { status } : {}),
    ...(search ? { search: true } : {}),
  };
  const target = found.length === 1 ? found[0]?.row.employeeId : undefined;
  return { actor: viewer.id, target, details, result: 'ok' } as const;
};

/** Others get their turn while a long list is written. */
async function* inTurns<T>(items: Iterable<T>): AsyncGenerator<T> {
  let written = 0;
  for (const item of items) {
    if ((written += 1) % turnSize === 0) await setImmediate();
    yield item;
  }
}

/** The views of HR and managers. HR sees everybody; a manager the own units and those below. */
export const createReports = (deps: ReportsDeps) => {
  const { standings, units, employees, audit, now = () => new Date() } = deps;
  const today = () => dayOf(now());

  const scopeOf = async (viewer: Viewer): Promise<Scope> =>
    viewer.roles.includes('hr') ? 'all' : employees.managedUnitIds(viewer.id);

  const unitsIn = async (scope: Scope): Promise<Unit[]> =>
    (await units.all()).filter((unit) => scope === 'all' || scope.includes(unit.id));

  /** Everybody of the filter whom the viewer may see, by name, and what else a list needs. */
  const look = async (viewer: Viewer, filter: PeopleFilter) => {
    const [scope, book, tree] = await Promise.all([scopeOf(viewer), standings.book(), units.all()]);
    const on = dayNumber(filter.on ?? today());
    const { unit, unitItself, module, status, role, search } = filter;
    const found = findPeople(book, {
      ...{ scope, on, unit, unitItself, module, status, role },
      hiredFrom: numberOf(filter.hiredFrom),
      dueBy: numberOf(filter.dueBy),
      search: search === undefined ? undefined : nameMatch(search),
    });
    const unitOrder = new Map(tree.map(({ id }, index) => [id, index]));
    return { scope, filter, book, on, found, unitOrder };
  };

  const lastOf = (book: StandingBook, after: string | undefined, on: number): Found | undefined => {
    const row = after === undefined ? undefined : book.find(after);
    const at = row && periodOn(row.timeline, on);
    return row && at !== undefined ? { row, at: at ?? 0 } : undefined;
  };

  return {
    scopeOf,
    unitsIn,

    /** The figures of a day; of the whole course, or of one module. */
    overview: async (
      viewer: Viewer,
      { on = today(), module }: { on?: string | undefined; module?: string | undefined } = {},
    ): Promise<Overview> => {
      const [scope, book] = await Promise.all([scopeOf(viewer), standings.book()]);
      const counts = countPeople(book, [dayNumber(on)], module);
      const { sum, units: byUnit } = rollUp(book.places, counts, scope);
      const rows = unitRows(await unitsIn(scope), byUnit);
      return { on, isWhole: scope === 'all', sum, units: rows };
    },

    /** The figures of several days, which come in order; of all the viewer may see, or of one unit. */
    trend: async (
      viewer: Viewer,
      asked: { days: readonly string[]; unit?: string | undefined; module?: string | undefined },
    ): Promise<TrendPoint[]> => {
      const [scope, book] = await Promise.all([scopeOf(viewer), standings.book()]);
      const counts = countPeople(book, asked.days.map(dayNumber), asked.module);
      const { length } = asked.days;
      const sums = sumByDay(book.places, counts, length, { scope, unit: asked.unit });
      return sums.map((figures, index) => ({ day: asked.days[index] ?? '', ...figures }));
    },

    /** A page of people, how many there are in all, and after whom the next page begins; audited. */
    people: async (viewer: Viewer, filter: PeopleFilter, after: string | undefined) => {
      const seen = await look(viewer, filter);
      await audit.record({ ...lookBy(viewer, seen), action: 'report.viewed' });
      const { book, found, on, unitOrder } = seen;
      const last = lastOf(book, after, on);
      const rest = orderPeople(book, found, filter.sorting, { unitOrder, last });
      const people = rest.slice(0, pageSize).map((one) => reportPerson(book, one, on));
      const next = rest.length > pageSize ? people.at(-1)?.id : undefined;
      return { people, total: found.length, next };
    },

    /** The ids of everybody of the filter whom the viewer may see, for what is then done to them. */
    chosen: async (viewer: Viewer, filter: PeopleFilter): Promise<string[]> =>
      (await look(viewer, filter)).found.map(({ row }) => row.employeeId),

    /** Everybody of the filter, for a file that leaves the portal: audited before it begins. */
    export: async (viewer: Viewer, filter: PeopleFilter): Promise<AsyncIterable<ReportPerson>> => {
      const seen = await look(viewer, filter);
      const { book, found, on, unitOrder } = seen;
      const { details, ...looked } = lookBy(viewer, seen);
      const rows = found.length;
      await audit.record({ ...looked, details: { ...details, rows }, action: 'report.exported' });
      const people = orderPeople(book, found, filter.sorting, { unitOrder, last: undefined });
      return inTurns(people.values().map((one) => reportPerson(book, one, on)));
    },
  };
};

export type Reports = ReturnType<typeof createReports>;
