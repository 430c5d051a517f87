import type { Role } from '../platform/roles.ts';
import { dayOf } from './end-date.ts';
import { findManagers } from './find-managers.ts';
import { manageUnits } from './manage-units.ts';
import { mergeEmployments, type Employments } from './merge-employments.ts';
import { readRows } from './read-rows.ts';
import { rolesInOrder } from './role-words.ts';
import { checkRow } from './roster-row.ts';
import type { RejectedRow, RowNote } from './row-note.ts';
import { createUnitTree, type UnitNode } from './unit-tree.ts';

/** A person of the roster, however many employments they have. */
export interface RosterPerson {
  /** Line of the main employment. */
  line: number;
  /** Twelve digits; null for a person who cannot sign in with BankID. */
  personalNumber: string | null;
  givenName: string;
  familyName: string;
  /** Where mail reaches them; null when not known. */
  email: string | null;
  /** E.164; null when not known. */
  mobile: string | null;
  /** The e-mail address, or the employee number where there is none of their own. */
  login: string;
  roles: Role[];
  /** The main employment's first. */
  employeeNumbers: string[];
  unitIds: string[];
  /** Own units and all above. */
  unitPath: string[];
}

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

const unique = <T>(values: T[]): T[] => [...new Set(values)];

const checkRows = (bytes: Uint8Array, { headings = {}, at }: ReadRosterOptions) => {
  const today = dayOf(at);
  const checked = readRows(bytes, headings).map(checkRow);
  const rows = checked.flatMap((result) => ('row' in result ? [result.row] : []));
  return {
    count: checked.length,
    current: rows.filter(({ endDate }) => endDate === null || endDate >= today),
    rejected: checked.flatMap((result) => ('rejected' in result ? [result.rejected] : [])),
    warnings: rows
      .filter(({ warnings }) => warnings.length > 0)
      .map(({ line, warnings }): RowNote => ({ line, codes: warnings })),
  };
};

const firstOf = <T>(values: (T | null)[]): T | null =>
  values.find((value) => value !== null) ?? null;

/**
 * Reads a roster as HR systems export it into people, units, managers and roles.
 *
 * @throws RosterFileError when the file cannot be read as a roster at all.
 */
export const readRoster = (bytes: Uint8Array, options: ReadRosterOptions): Roster => {
  const { count, current, rejected, warnings } = checkRows(bytes, options);
  const merged = mergeEmployments(current);
  const { managerOf, unknown, sharedEmails } = findManagers(merged.people);
  const tree = createUnitTree();
  const posts = merged.people.flatMap((person) =>
    person.rows.map((row) => ({
      person,
      unit: tree.unitAt(row.unitNames),
      manager: managerOf.get(row),
    })),
  );
  const managers = manageUnits(posts, tree.units);
  const everyManager = new Set(managerOf.values());

  const toPerson = (person: Employments): RosterPerson => {
    const [main] = person.rows;
    const { line, givenName, familyName } = main;
    const employeeNumbers = unique(person.rows.map((row) => row.employeeNumber));
    const email = firstOf(person.rows.map((row) => row.email));
    const units = person.rows.map((row) => tree.unitAt(row.unitNames));
    const named: Role[] = everyManager.has(person) ? ['manager'] : [];
    return {
      line,
      personalNumber: person.personalNumber,
      givenName,
      familyName,
      email,
      mobile: firstOf(person.rows.map((row) => row.mobile)),
      login: email && !sharedEmails.has(email) ? email : main.employeeNumber,
      roles: rolesInOrder([...named, ...person.rows.flatMap((row) => row.roles)]),
      employeeNumbers,
      unitIds: unique(units.map((unit) => unit.id)),
      unitPath: unique(units.flatMap((unit) => unit.path)),
    };
  };
  const people = merged.people.map(toPerson);
  const shared = people.filter(({ email }) => email !== null && sharedEmails.has(email));
  return {
    rows: count,
    people,
    units: [...tree.units.values()].map((unit) => ({
      ...unit,
      managers: [...(managers.get(unit.id) ?? [])].map(({ rows: [main] }) => main.employeeNumber),
    })),
    rejected: [...rejected, ...merged.rejected].sort((a, b) => a.line - b.line),
    warnings: [
      ...warnings,
      ...unknown.map(({ line }): RowNote => ({ line, codes: ['MANAGER_UNKNOWN'] })),
      ...shared.map(({ line }): RowNote => ({ line, codes: ['EMAIL_SHARED'] })),
    ].sort((a, b) => a.line - b.line),
  };
};
