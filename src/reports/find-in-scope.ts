import type { Unit } from '../employees/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';
import { dayNumber } from '../platform/swedish-day.ts';
import { findPeople, type Scope, type Standings } from '../standings/index.ts';
import type { Look } from './overview.ts';
import type { PeopleFilter } from './people-query.ts';
import type { SearchSeal } from './search-seal.ts';

export interface ScopeDeps {
  standings: Pick<Standings, 'book'>;
  units: { all: () => Promise<Unit[]>; asOf: (day: string) => Promise<Unit[]> };
  employees: { managedUnitIds: (id: string) => Promise<string[]> };
  seal: SearchSeal;
  today: () => string;
}

const numberOf = (day: string | undefined) => (day === undefined ? undefined : dayNumber(day));

/** What each may see: HR everybody; a manager or deputy the own units and those below. */
export const createFindInScope = ({ standings, units, employees, seal, today }: ScopeDeps) => {
  const scopeOf = async (viewer: Viewer): Promise<Scope> =>
    viewer.roles.includes('hr') ? 'all' : employees.managedUnitIds(viewer.id);

  /** Everybody's units, in the tree's order, as they are or as they were on a day. */
  const treeOn = (on: string): Promise<Unit[]> => (on >= today() ? units.all() : units.asOf(on));

  /** What a page is read from, all of one moment. */
  const look = async (viewer: Viewer, on = today()): Promise<Look> => {
    const [scope, book, tree] = await Promise.all([scopeOf(viewer), standings.book(), treeOn(on)]);
    if (scope === 'all') return { scope, book, on, units: tree };
    const seen = new Set(scope);
    return { scope, book, on, units: tree.filter(({ id }) => seen.has(id)) };
  };

  return {
    scopeOf,
    look,

    /** Everybody of the filter whom the viewer may see, by name, and what else a list needs. */
    find: async (viewer: Viewer, filter: PeopleFilter) => {
      const { scope, book, on: day, units: visible } = await look(viewer, filter.on);
      const on = dayNumber(day);
      const { unit, unitItself, module, status, role, search } = filter;
      const found = findPeople(book, {
        ...{ scope, on, unit, unitItself, module, status, role },
        hiredFrom: numberOf(filter.hiredFrom),
        dueBy: numberOf(filter.dueBy),
        search: search === undefined ? undefined : seal.matchOf(search),
      });
      return { scope, filter, book, on, found, units: visible };
    },
  };
};
