import type { Role } from '../platform/roles.ts';
import type { EmploymentType } from './employment-words.ts';
import type { Employments } from './merge-employments.ts';
import type { RosterRow } from './roster-row.ts';
import { rolesInOrder } from './role-words.ts';
import type { UnitNode } from './unit-tree.ts';

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
  /** Last day of the employment that ends last; null until further notice. */
  endsOn: string | null;
  /** What the file says of these; a column that it does not have is missing here. */
  stated: { hiredOn?: string | null; employmentType?: EmploymentType | null; protected?: boolean };
}

const unique = <T>(values: T[]): T[] => [...new Set(values)];

const firstOf = <T>(values: (T | null)[]): T | null =>
  values.find((value) => value !== null) ?? null;

const earliest = (days: (string | null | undefined)[]): string | null =>
  days.filter((day) => typeof day === 'string').sort()[0] ?? null;

const lastDayOf = (rows: RosterRow[]): string | null =>
  rows.some(({ endDate }) => endDate === null)
    ? null
    : (rows
        .map(({ endDate }) => endDate ?? '')
        .sort()
        .at(-1) ?? null);

const statedIn = (rows: [RosterRow, ...RosterRow[]]): RosterPerson['stated'] => {
  const [{ hiredOn, employmentType, protected: isProtected }] = rows;
  return {
    ...(hiredOn === undefined ? {} : { hiredOn: earliest(rows.map((row) => row.hiredOn)) }),
    ...(employmentType === undefined ? {} : { employmentType }),
    ...(isProtected === undefined ? {} : { protected: rows.some((row) => row.protected) }),
  };
};

/** Sums up a person's employments. */
export const rosterPerson = (
  { personalNumber, rows }: Employments,
  about: { units: UnitNode[]; isManager: boolean; sharedEmails: Set<string> },
): RosterPerson => {
  const [{ line, givenName, familyName, employeeNumber }] = rows;
  const email = firstOf(rows.map((row) => row.email));
  const named: Role[] = about.isManager ? ['manager'] : [];
  return {
    line,
    personalNumber,
    givenName,
    familyName,
    email,
    mobile: firstOf(rows.map((row) => row.mobile)),
    login: email !== null && !about.sharedEmails.has(email) ? email : employeeNumber,
    roles: rolesInOrder([...named, ...rows.flatMap((row) => row.roles)]),
    employeeNumbers: unique(rows.map((row) => row.employeeNumber)),
    unitIds: unique(about.units.map((unit) => unit.id)),
    unitPath: unique(about.units.flatMap((unit) => unit.path)),
    endsOn: lastDayOf(rows),
    stated: statedIn(rows),
  };
};
