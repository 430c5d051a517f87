import { parsePersonalNumber } from '../platform/personal-number.ts';
import type { Role } from '../platform/roles.ts';
import { parseEmail, parseMobile } from './contact-details.ts';
import { parseEmploymentType, parseProtected, type EmploymentType } from './employment-words.ts';
import { parseDay } from './end-date.ts';
import type { RawRow } from './read-rows.ts';
import { parseRoles } from './role-words.ts';
import type { Cells } from './roster-columns.ts';
import type { NoteCode, RejectedRow } from './row-note.ts';

/** One employment, checked. */
export interface RosterRow {
  line: number;
  employeeNumber: string;
  /** Twelve digits; null for a person who cannot sign in with BankID. */
  personalNumber: string | null;
  givenName: string;
  familyName: string;
  email: string | null;
  mobile: string | null;
  /** From the top of the organisation down. */
  unitNames: string[];
  /** Employee number or e-mail address of the manager; empty for none. */
  manager: string;
  roles: Role[];
  /** Last day, as `YYYY-MM-DD`; null until further notice. */
  endDate: string | null;
  /** Employee numbers or e-mail addresses of those who stand in for the unit's manager. */
  deputies: string[];
  /** First day, as `YYYY-MM-DD`; null when it is not said, undefined when the file has no such column. */
  hiredOn: string | null | undefined;
  /** The same goes for these. */
  employmentType: EmploymentType | null | undefined;
  protected: boolean | undefined;
  warnings: NoteCode[];
}

const longest = 200;

/** Without invisible characters, with single spaces, composed (a Mac exports decomposed). */
const clean = (cell: string): string =>
  cell
    .normalize('NFC')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

const cleanAll = (cells: Cells) =>
  Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, clean(cell)])) as Cells;

/** What is read from a cell, when the file has its column. */
const ifThere = <T>(cell: string | undefined, read: (cell: string) => T): T | undefined =>
  cell === undefined ? undefined : read(cell);

const only = (codes: Partial<Record<NoteCode, boolean>>): NoteCode[] =>
  (Object.keys(codes) as NoteCode[]).filter((code) => codes[code]);

const rowOf = (line: number, cells: Cells) => ({
  line,
  employeeNumber: cells.employeeNumber,
  personalNumber: parsePersonalNumber(cells.personalNumber),
  givenName: cells.givenName,
  familyName: cells.familyName,
  email: parseEmail(cells.email),
  mobile: parseMobile(cells.mobile),
  unitNames: cells.unit
    .split(' / ')
    .map((name) => name.trim())
    .filter(Boolean),
  manager: cells.manager,
  roles: parseRoles(cells.roles),
  endDate: parseDay(cells.endDate),
  deputies: (cells.deputy ?? '')
    .split(/[,|]/)
    .map((deputy) => deputy.trim())
    .filter(Boolean),
  hiredOn: ifThere(cells.hireDate, parseDay),
  employmentType: ifThere(cells.employmentType, parseEmploymentType),
  // Whoever may be protected is.
  protected: ifThere(cells.protectedIdentity, (cell) => parseProtected(cell) ?? true),
});

const faultsOf = (cells: Cells, row: ReturnType<typeof rowOf>): NoteCode[] =>
  only({
    TOO_LONG: Object.values(cells).some((cell) => cell.length > longest),
    EMPLOYEE_NUMBER_MISSING: row.employeeNumber === '',
    EMPLOYEE_NUMBER_IS_PERSONAL:
      row.personalNumber !== null && parsePersonalNumber(row.employeeNumber) === row.personalNumber,
    PERSONAL_NUMBER_INVALID: cells.personalNumber !== '' && row.personalNumber === null,
    NAME_MISSING: row.givenName === '' && row.familyName === '',
    UNIT_MISSING: row.unitNames.length === 0,
    ROLE_UNKNOWN: row.roles === null,
    END_DATE_INVALID: cells.endDate !== '' && row.endDate === null,
  });

/** Something stands in the cell, and it could not be read. */
const isUnread = (cell: string | undefined, read: unknown) =>
  cell !== undefined && cell !== '' && read === null;

/** Checks a row: what it says, or every reason why it is rejected. */
export const checkRow = (raw: RawRow): { row: RosterRow } | { rejected: RejectedRow } => {
  if ('fault' in raw)
    return { rejected: { line: raw.line, employeeNumber: '', codes: [raw.fault] } };
  const cells = cleanAll(raw.cells);
  const row = rowOf(raw.line, cells);
  const codes = faultsOf(cells, row);
  if (codes.length > 0 || row.roles === null)
    return { rejected: { line: raw.line, employeeNumber: row.employeeNumber, codes } };
  const warnings = only({
    EMAIL_INVALID: cells.email !== '' && row.email === null,
    MOBILE_INVALID: cells.mobile !== '' && row.mobile === null,
    HIRE_DATE_INVALID: isUnread(cells.hireDate, row.hiredOn),
    EMPLOYMENT_TYPE_UNKNOWN: isUnread(cells.employmentType, row.employmentType),
    PROTECTED_UNCLEAR: isUnread(
      cells.protectedIdentity,
      parseProtected(cells.protectedIdentity ?? ''),
    ),
  });
  return { row: { ...row, roles: row.roles, warnings } };
};
