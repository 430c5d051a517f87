import { dayOf } from '../platform/swedish-day.ts';
import { findManagers } from './find-managers.ts';
import { manageUnits } from './manage-units.ts';
import { mergeEmployments, type Employments } from './merge-employments.ts';
import { readRows } from './read-rows.ts';
import { rosterPerson, type RosterPerson } from './roster-person.ts';
import { checkRow, type RosterRow } from './roster-row.ts';
import { noteAll, type RejectedRow, type RowNote } from './row-note.ts';
import { createUnitTree, type UnitNode } from './unit-tree.ts';

export interface RosterUnit extends UnitNode {
  /** First employee number of each who manages it. */
  managers: string[];
  /** The same, of those who stand in for its manager. */
  deputies: string[];
}

export interface Roster {
  /** The day in Sweden for which it was read. */
  day: string;
  /** Rows with anything in them, the heading left out. */
  rows: number;
  people: RosterPerson[];
  /** Parents before children. */
  units: RosterUnit[];
  /** Last day by employee number, of employments that have ended. */
  ended: Map<string, string>;
  rejected: RejectedRow[];
  warnings: RowNote[];
}

export interface ReadRosterOptions {
  /** What the organisation calls its columns: `{ Enhet: 'Organisation' }`. */
  headings?: Record<string, string> | undefined;
  /** Employments that ended before this day in Sweden are left out. */
  at: Date;
}

const checkRows = (file: Uint8Array, { headings = {}, at }: ReadRosterOptions) => {
  const today = dayOf(at);
  const checked = readRows(file, headings).map(checkRow);
  const rows = checked.flatMap((result) => ('row' in result ? [result.row] : []));
  const hasEnded = ({ endDate }: RosterRow) => endDate !== null && endDate < today;
  return {
    today,
    count: checked.length,
    employments: rows.filter((row) => !hasEnded(row)),
    ended: new Map(
      rows.filter(hasEnded).map(({ employeeNumber, endDate }) => [employeeNumber, endDate ?? '']),
    ),
    rejected: checked.flatMap((result) => ('rejected' in result ? [result.rejected] : [])),
  };
};

const numbersOf = (people: Set<Employments> | undefined): string[] =>
  [...(people ?? [])].map(({ rows: [main] }) => main.employeeNumber);

const deputiesByUnit = (
  people: Employments[],
  unitOf: (row: RosterRow) => string,
  deputiesOf: Map<RosterRow, Employments[]>,
): Map<string, Set<Employments>> => {
  const deputies = new Map<string, Set<Employments>>();
  for (const row of people.flatMap(({ rows }) => rows)) {
    const unit = unitOf(row);
    const known = deputies.get(unit) ?? new Set();
    for (const deputy of deputiesOf.get(row) ?? []) known.add(deputy);
    deputies.set(unit, known);
  }
  return deputies;
};

const inLineOrder = <Note extends RowNote>(notes: Note[]): Note[] =>
  notes.toSorted((a, b) => a.line - b.line);

/**
 * Reads a roster as HR systems export it into people, units, managers and roles.
 *
 * @throws RosterFileError when the file cannot be read as a roster at all.
 */
export const readRoster = (file: Uint8Array, options: ReadRosterOptions): Roster => {
  const { today, count, employments, ended, rejected } = checkRows(file, options);
  const merged = mergeEmployments(employments);
  const { managerOf, deputiesOf, unknown, unknownDeputy, sharedEmails } = findManagers(
    merged.people,
  );
  const everyManager = new Set([...managerOf.values(), ...[...deputiesOf.values()].flat()]);

  const tree = createUnitTree();
  const posts = merged.people.flatMap((person) =>
    person.rows.map((row) => {
      const unit = tree.unitAt(row.unitNames);
      return { person, unit, manager: managerOf.get(row) };
    }),
  );
  const managers = manageUnits(posts, tree.units);
  const deputies = deputiesByUnit(
    merged.people,
    (row) => tree.unitAt(row.unitNames).id,
    deputiesOf,
  );
  const people = merged.people.map((person) =>
    rosterPerson(person, {
      units: person.rows.map((row) => tree.unitAt(row.unitNames)),
      isManager: everyManager.has(person),
      sharedEmails,
    }),
  );
  return {
    day: today,
    ended,
    rows: count,
    people,
    units: [...tree.units.values()].map((unit) => ({
      ...unit,
      managers: numbersOf(managers.get(unit.id)),
      deputies: numbersOf(deputies.get(unit.id)),
    })),
    rejected: inLineOrder([...rejected, ...merged.rejected]),
    warnings: inLineOrder([
      ...employments.flatMap(({ line, warnings }) =>
        warnings.map((code) => ({ line, codes: [code] })),
      ),
      ...noteAll(unknown, 'MANAGER_UNKNOWN'),
      ...noteAll(unknownDeputy, 'DEPUTY_UNKNOWN'),
      ...noteAll(
        people.filter(({ email }) => email && sharedEmails.has(email)),
        'EMAIL_SHARED',
      ),
    ]),
  };
};
