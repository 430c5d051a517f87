import { createStandingBook } from '../../src/standings/standing-book.ts';
import { numbered } from '../../src/standings/timeline.ts';
import type { Period, Standing, StandingStatus } from '../../src/standings/standing.ts';

/** The way up from each unit of the tests' organisation. */
const above: Record<string, string[]> = {
  north: ['care', 'homecare', 'north'],
  south: ['care', 'homecare', 'south'],
  homecare: ['care', 'homecare'],
  school: ['school'],
};

interface Told {
  units?: string[];
  status?: StandingStatus;
  modules?: Record<string, StandingStatus>;
  dueOn?: string | null;
  to?: string | null;
  roles?: Period['place']['roles'];
}

/** What is so from a day on; home care north where nothing else is said. */
export const period = (from: string, told: Told = {}): Period => {
  const { units = ['north'], status = 'not-started', modules = {}, roles = ['employee'] } = told;
  const unitPath = [...new Set(units.flatMap((unit) => above[unit] ?? [unit]))];
  const { to = null, dueOn = null } = told;
  return {
    from,
    to,
    place: { unitIds: units, unitPath, roles },
    state: { status, modules },
    dueOn,
    doneOn: null,
  };
};

let made = 0;

export const standing = (
  name: string,
  periods: Period[],
  more: Partial<Standing> = {},
): Standing => {
  const [givenName = '', familyName = ''] = name.split(' ');
  made += 1;
  return {
    employeeId: String(made).padStart(24, '0'),
    ...{ givenName, familyName, periods },
    searchName: name.toLowerCase(),
    sortName: `${familyName} ${givenName}`.toLowerCase(),
    employeeNumbers: [String(1000 + made)],
    ...{ isProtected: false, loginLeftSince: null, loginDoneOn: null },
    ...more,
  };
};

export const bookOf = (...standings: Standing[]) => {
  const book = createStandingBook();
  for (const one of standings) book.put(numbered(one));
  return book;
};
