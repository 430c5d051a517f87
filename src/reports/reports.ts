import type { Audit } from '../audit/index.ts';
import type { Module } from '../courses/index.ts';
import type { Unit } from '../employees/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { inTurns } from '../platform/in-turns.ts';
import { dayNumber, dayOf } from '../platform/swedish-day.ts';
import {
  countPeople,
  orderPeople,
  periodOn,
  rollUp,
  sumByDay,
  type Figures,
  type Found,
  type StandingBook,
} from '../standings/index.ts';
import { auditedLook } from './audited-look.ts';
import { createFindInScope, type ScopeDeps } from './find-in-scope.ts';
import type { PeopleFilter } from './people-query.ts';
import { reportPerson, type ReportPerson } from './report-person.ts';
import { unitRows, type UnitRow } from './unit-rows.ts';

export interface ReportsDeps extends Omit<ScopeDeps, 'today'> {
  /** Those of the course, in its order. */
  modules: readonly Module[];
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

/** What a file of people is written from. */
export interface PeopleForFile {
  people: AsyncIterable<ReportPerson>;
  total: number;
  /** Those that the viewer may see. */
  units: Unit[];
}

const pageSize = 50;

const lastOf = (book: StandingBook, after: string | undefined, on: number): Found | undefined => {
  const row = after === undefined ? undefined : book.find(after);
  return row && { row, at: periodOn(row.timeline, on) ?? 0 };
};

const unitOrderOf = (units: readonly { id: string }[]) =>
  new Map(units.map(({ id }, index) => [id, index]));

/** The views of HR and managers. HR sees everybody; a manager the own units and those below. */
export const createReports = (deps: ReportsDeps) => {
  const { standings, seal, modules, audit, now = () => new Date() } = deps;
  const today = () => dayOf(now());
  const { scopeOf, unitsIn, find } = createFindInScope({ ...deps, today });

  return {
    scopeOf,
    unitsIn,
    today,
    modules,
    seal,

    /** The figures of a day; of the whole course, or of one module. */
    overview: async (
      viewer: Viewer,
      { on = today(), module }: { on?: string | undefined; module?: string | undefined } = {},
    ): Promise<Overview> => {
      const [scope, book] = await Promise.all([scopeOf(viewer), standings.book()]);
      const counts = countPeople(book, [dayNumber(on)], module);
      const { sum, units: byUnit } = rollUp(book.places, counts, scope);
      const rows = unitRows(await unitsIn(scope, on), byUnit);
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

    /**
     * A page of people, how many there are in all, and after whom the next page begins, with the units to
     * choose among; audited. `most` people at once.
     */
    people: async (
      viewer: Viewer,
      filter: PeopleFilter,
      { after, most = pageSize }: { after?: string | undefined; most?: number } = {},
    ) => {
      const seen = await find(viewer, filter);
      await audit.record({ ...auditedLook(viewer, seen), action: 'report.viewed' });
      const { book, found, on, units } = seen;
      const order = { unitOrder: unitOrderOf(units), last: lastOf(book, after, on) };
      const rest = orderPeople(book, found, filter.sorting, order);
      const people = rest.slice(0, most).map((one) => reportPerson(book, one, on));
      const next = rest.length > most ? people.at(-1)?.id : undefined;
      return { people, total: found.length, next, units };
    },

    /** The ids of everybody of the filter whom the viewer may see, for what is then done to them. */
    chosen: async (viewer: Viewer, filter: PeopleFilter): Promise<string[]> =>
      (await find(viewer, filter)).found.map(({ row }) => row.employeeId),

    /**
     * Everybody of the filter, for a file that leaves the portal: audited before it begins.
     *
     * @throws PortalError LIST_TOO_LONG when they are more than `most`.
     */
    export: async (
      viewer: Viewer,
      filter: PeopleFilter,
      most = Infinity,
    ): Promise<PeopleForFile> => {
      const seen = await find(viewer, filter);
      const { book, found, on, units } = seen;
      if (found.length > most) throw new PortalError('LIST_TOO_LONG');
      const { details, ...looked } = auditedLook(viewer, seen);
      const rows = found.length;
      await audit.record({ ...looked, details: { ...details, rows }, action: 'report.exported' });
      const order = { unitOrder: unitOrderOf(units), last: undefined };
      const ordered = orderPeople(book, found, filter.sorting, order);
      const people = inTurns(ordered.values().map((one) => reportPerson(book, one, on)));
      return { people, total: rows, units };
    },
  };
};

export type Reports = ReturnType<typeof createReports>;
