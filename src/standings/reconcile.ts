import { dayNumber } from '../platform/swedish-day.ts';
import { countPeople } from './count-people.ts';
import { figureNames, noFigures, type Figures } from './figures.ts';
import type { FollowedPerson } from './followed-person.ts';
import { makeStanding } from './make-standing.ts';
import { findDifferences, refreshStandings, type RefreshDeps } from './refresh-standings.ts';
import { rollUp } from './roll-up.ts';
import type { StandingBook } from './standing-book.ts';
import type { Standing, StandingStatus } from './standing.ts';

export interface Reconciled {
  /** Everybody ever known. */
  people: number;
  /** Whose stored standing is not what follows from the records: employees' ids. */
  differing: string[];
  units: number;
  /** The units whose figures today are not those of a count straight from the records. */
  differingUnits: string[];
  repaired: boolean;
}

export interface ReconcileDeps extends RefreshDeps {
  everybody: () => Promise<string[]>;
  book: () => Promise<StandingBook>;
  today: () => string;
}

const batchSize = 200;

const figureFor = {
  done: 'done',
  overdue: 'overdue',
  'in-progress': 'inProgress',
  'not-started': 'notStarted',
  exempt: 'exempt',
} as const satisfies Record<StandingStatus, keyof Figures>;

const hasLogin = ({ loginLeftSince, loginDoneOn }: Standing, day: string): boolean =>
  (loginLeftSince === null || day < loginLeftSince) && (loginDoneOn === null || day >= loginDoneOn);

/** Counts one person where they work that day: without the book, so that the two can be compared. */
const tally = (units: Map<string, Figures>, standing: Standing, day: string): void => {
  const period = standing.periods.find(({ from, to }) => from <= day && day <= (to ?? day));
  for (const id of period?.place.unitPath ?? []) {
    const figures = units.get(id) ?? noFigures();
    if (period) figures[figureFor[period.state.status]] += 1;
    figures.total += 1;
    if (hasLogin(standing, day)) figures.resetDone += 1;
    units.set(id, figures);
  }
};

const countFromRecords = async (
  { people, course }: RefreshDeps,
  ids: readonly string[],
  day: string,
): Promise<Map<string, Figures>> => {
  const units = new Map<string, Figures>();
  const rules = await course();
  const count = (person: FollowedPerson) => tally(units, makeStanding(person, rules), day);
  for (let from = 0; from < ids.length; from += batchSize)
    (await people(ids.slice(from, from + batchSize))).forEach(count);
  return units;
};

const differ = (a: Figures | undefined, b: Figures | undefined): boolean =>
  figureNames.some((name) => (a?.[name] ?? 0) !== (b?.[name] ?? 0));

/**
 * Compares all standings with what follows from the records, mends those that differ when asked to, and
 * then the figures of every unit with a count straight from the records.
 */
export const reconcile = async (
  deps: ReconcileDeps,
  { repair }: { repair: boolean },
): Promise<Reconciled> => {
  const ids = await deps.everybody();
  const differing = await findDifferences(deps, ids);
  if (repair) await refreshStandings(deps, differing);
  const day = deps.today();
  const [counted, book] = await Promise.all([countFromRecords(deps, ids, day), deps.book()]);
  const { units } = rollUp(book.places, countPeople(book, [dayNumber(day)]), 'all');
  const known = [...new Set([...counted.keys(), ...units.keys()])];
  const differingUnits = known.filter((id) => differ(counted.get(id), units.get(id)));
  return {
    people: ids.length,
    differing,
    units: known.length,
    differingUnits,
    repaired: repair && differing.length > 0,
  };
};
