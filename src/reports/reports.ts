import type { Audit, AuditDetails } from '../audit/index.ts';
import type { Unit } from '../employees/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import type { PeopleFilter, Scope } from './people-filter.ts';
import type { ReportStore } from './report-store.ts';
import { sumOf, unitShares } from './unit-shares.ts';

export interface ReportsDeps {
  store: ReportStore;
  units: { all: () => Promise<Unit[]> };
  employees: { managedUnitIds: (id: string) => Promise<string[]> };
  audit: Audit;
}

const pageSize = 50;

/**
 * Who looked at whom: at one person, or at which units and statuses. The name that was searched for is
 * not told, nor a unit where nobody was found: anything can stand in an address.
 */
const lookBy = (
  viewer: Viewer,
  { scope, unit, status, search }: PeopleFilter,
  found: readonly { id: string }[],
) => {
  const details: AuditDetails = {
    ...(unit && found.length > 0 ? { unit } : { scope: scope === 'all' ? 'all' : 'own-units' }),
    ...(status ? { status } : {}),
    ...(search ? { search: true } : {}),
  };
  const target = found.length === 1 ? found[0]?.id : undefined;
  return { actor: viewer.id, target, details, result: 'ok' } as const;
};

/** The views of HR and managers. HR sees everybody; a manager the own units and those below. */
export const reportsOf = ({ store, units, employees, audit }: ReportsDeps) => {
  const scopeOf = async (viewer: Viewer): Promise<Scope> =>
    viewer.roles.includes('hr') ? 'all' : employees.managedUnitIds(viewer.id);

  const unitsIn = async (scope: Scope): Promise<Unit[]> =>
    (await units.all()).filter((unit) => scope === 'all' || scope.includes(unit.id));

  return {
    scopeOf,
    unitsIn,
    shares: async (viewer: Viewer) => {
      const scope = await scopeOf(viewer);
      const [visible, counts] = await Promise.all([unitsIn(scope), store.headcounts(scope)]);
      return { whole: scope === 'all', sum: sumOf(counts), units: unitShares(visible, counts) };
    },
    /** A page of people, how many there are in all, and after whom the next page begins; audited. */
    people: async (viewer: Viewer, filter: PeopleFilter, after: string | undefined) => {
      const found = await store.page(filter, after, pageSize + 1);
      const [total] = await Promise.all([
        store.count(filter),
        audit.record({ ...lookBy(viewer, filter, found), action: 'report.viewed' }),
      ]);
      const people = found.slice(0, pageSize);
      return { people, total, next: found.length > pageSize ? people.at(-1)?.id : undefined };
    },
    /** Everybody of the filter, for a file that leaves the portal: audited before it begins. */
    export: async (viewer: Viewer, filter: PeopleFilter) => {
      const [rows, first] = await Promise.all([
        store.count(filter),
        store.page(filter, undefined, 2),
      ]);
      const look = lookBy(viewer, filter, first);
      const details = { ...look.details, rows };
      await audit.record({ ...look, details, action: 'report.exported' });
      return store.all(filter);
    },
  };
};

export type Reports = ReturnType<typeof reportsOf>;
