import { dayOf } from '../platform/swedish-day.ts';
import { findManagers } from './find-managers.ts';
import { manageUnits } from './manage-units.ts';
import { mergeEmployments } from './merge-employments.ts';
import { readRows } from './read-rows.ts';
import { rosterPerson, type RosterPerson } from './roster-person.ts';
import { checkRow } from './roster-row.ts';
import { noteAll, type RejectedRow, type RowNote } from './row-note.ts';
import { createUnitTree, type UnitNode } from './unit-tree.ts';

export interface RosterUnit extends UnitNode {
  /** First employee number of each who manages it. */
  managers: string[];
}

export interface Roster {
  /** Rows with anything in them, the heading left out. */
  rows: number;
  people: RosterPerson[];
  /** Parents before children. */
  units: RosterUnit[];
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
  return {
    count: checked.length,
    employments: rows.filter(({ endDate }) => endDate === null || endDate >= today),
    rejected: checked.flatMap((result) => ('rejected' in result ? [result.rejected] : [])),
  };
};

const inLineOrder = <Note extends RowNote>(notes: Note[]): Note[] =>
  notes.toSorted((a, b) => a.line - b.line);

/**
 * Reads a roster as HR systems export it into people, units, managers and roles.
 *
 * @throws RosterFileError when the file cannot be read as a roster at all.
 */
export const readRoster = (file: Uint8Array, options: ReadRosterOptions): Roster => {
  const { count, employments, rejected } = checkRows(file, options);
  const merged = mergeEmployments(employments);
  const { managerOf, unknown, sharedEmails } = findManagers(merged.people);
  const everyManager = new Set(managerOf.values());

  const tree = createUnitTree();
  const posts = merged.people.flatMap((person) =>
    person.rows.map((row) => {
      const unit = tree.unitAt(row.unitNames);
      return { person, unit, manager: managerOf.get(row) };
    }),
  );
  const managers = manageUnits(posts, tree.units);
  const people = merged.people.map((person) =>
    rosterPerson(person, {
      units: person.rows.map((row) => tree.unitAt(row.unitNames)),
      isManager: everyManager.has(person),
      sharedEmails,
    }),
  );
  return {
    rows: count,
    people,
    units: [...tree.units.values()].map((unit) => ({
      ...unit,
      managers: [...(managers.get(unit.id) ?? [])].map(({ rows: [main] }) => main.employeeNumber),
    })),
    rejected: inLineOrder([...rejected, ...merged.rejected]),
    warnings: inLineOrder([
      ...employments.flatMap(({ line, warnings }) =>
        warnings.map((code) => ({ line, codes: [code] })),
      ),
      ...noteAll(unknown, 'MANAGER_UNKNOWN'),
      ...noteAll(
        people.filter(({ email }) => email && sharedEmails.has(email)),
        'EMAIL_SHARED',
      ),
    ]),
  };
};
