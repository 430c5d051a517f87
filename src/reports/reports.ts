import type { Audit } from '../audit/index.ts';
import type { Module } from '../courses/index.ts';
import type { Unit } from '../employees/index.ts';
import { PortalError } from '../platform/errors.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { inTurns } from '../platform/in-turns.ts';
import { dayOf } from '../platform/swedish-day.ts';
import { orderPeople, periodOn, type Found, type StandingBook } from '../standings/index.ts';
import { auditedLook } from './audited-look.ts';
import { createFindInScope, type ScopeDeps } from './find-in-scope.ts';
import type { PeopleFilter } from './people-query.ts';
import { reportPerson, type ReportPerson } from './report-person.ts';

export interface ReportsDeps extends Omit<ScopeDeps, 'today'> {
  /** Those of the course, in its order. */
  modules: readonly Module[];
  audit: Audit;
  now?: () => Date;
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
  const { seal, modules, audit, now = () => new Date() } = deps;
  const today = () => dayOf(now());
  const { scopeOf, look, find } = createFindInScope({ ...deps, today });

  return {
    scopeOf,
    today,
    modules,
    seal,
    look,

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
      const part = { unitOrder: unitOrderOf(units), last: lastOf(book, after, on), most: most + 1 };
      const rest = orderPeople(book, found, filter.sorting, part);
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
      const whole = { unitOrder: unitOrderOf(units), last: undefined, most: Infinity };
      const ordered = orderPeople(book, found, filter.sorting, whole);
      const people = inTurns(ordered.values().map((one) => reportPerson(book, one, on)));
      return { people, total: rows, units };
    },
  };
};

export type Reports = ReturnType<typeof createReports>;
