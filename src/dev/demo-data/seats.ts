import { demoUnits, hrUnit, itUnit, type DemoUnit } from './organisation.ts';

/** A place to work: where, and as what. */
export interface Seat {
  unit: string;
  /** As the roster writes them. */
  roles: string;
  leads: boolean;
}

/** Whoever manages the first unit leads the whole organisation. */
const topRoles = 'anställd, chef, ledning';

const seat = (unit: string, roles: string, leads = false): Seat => ({ unit, roles, leads });

const several = (count: number, unit: string, roles: string): Seat[] =>
  Array.from({ length: count }, () => seat(unit, roles));

/** So many plain employees, spread over the units after their sizes. */
const staff = (count: number, units: DemoUnit[]): Seat[] => {
  const total = units.reduce((sum, unit) => sum + unit.size, 0);
  let reached = 0;
  return units.flatMap(({ path, size }) => {
    const before = Math.round((reached / total) * count);
    reached += size;
    return several(Math.round((reached / total) * count) - before, path, 'anställd');
  });
};

/** How many units have people, and how many work in each of HR, IT and helpdesk. */
const scaleOf = (employees: number) => {
  if (employees < 10) return { unitCount: 1, few: 1 };
  return { unitCount: Math.max(3, Math.floor(employees / 6)), few: employees < 200 ? 2 : 6 };
};

/**
 * Exactly so many seats: a manager for each unit, a few for HR, IT and helpdesk, and the rest
 * spread out. A small organisation has fewer units; five people are one of each kind.
 */
export const seatsFor = (employees: number): Seat[] => {
  const { unitCount, few } = scaleOf(employees);
  const units = demoUnits.slice(0, unitCount);
  const special = [
    ...units.map(({ path }, index) => seat(path, index === 0 ? topRoles : 'anställd, chef', true)),
    ...several(few, hrUnit, 'anställd, hr'),
    ...several(few, itUnit, 'anställd, it'),
    ...several(few, itUnit, 'anställd, helpdesk'),
  ].slice(0, employees);
  return [...special, ...staff(employees - special.length, units)];
};
