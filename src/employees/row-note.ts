/**
 * What can be said of a row, as whole sentences: no cell is ever quoted, since a shifted column
 * could put a personal number anywhere.
 */
const texts = {
  COLUMN_COUNT: 'the row does not have as many cells as the heading',
  QUOTE_NOT_CLOSED: 'a quotation mark is not closed',
  TOO_LONG: 'a cell is longer than 200 characters',
  EMPLOYEE_NUMBER_MISSING: 'the employee number is missing',
  EMPLOYEE_NUMBER_IS_PERSONAL: 'the employee number is the personal number',
  EMPLOYEE_NUMBER_TAKEN: 'an earlier row has the same employee number with another personal number',
  PERSONAL_NUMBER_INVALID: 'the personal number is not valid',
  NAME_MISSING: 'the name is missing',
  UNIT_MISSING: 'the unit is missing',
  ROLE_UNKNOWN: 'a role is not known',
  END_DATE_INVALID: 'the end date is not a date',
  EMAIL_INVALID: 'the e-mail address is not valid and was left out',
  EMAIL_SHARED: 'the e-mail address is somebody else’s too, so the login is the employee number',
  MOBILE_INVALID: 'the mobile number is not valid and was left out',
  MANAGER_UNKNOWN: 'the manager is not in the file',
  DEPUTY_UNKNOWN: 'a deputy is not in the file',
  HIRE_DATE_INVALID: 'the hire date is not a date and was left out',
  EMPLOYMENT_TYPE_UNKNOWN: 'the type of employment is not known and was left out',
  PROTECTED_UNCLEAR:
    'it is not clear whether the identity is protected, so it is treated as protected',
  PERSONAL_NUMBER_KEPT: 'the personal number is missing; the one known from before was kept',
} as const;

export type NoteCode = keyof typeof texts;

/** What was wrong with a row: the line where it begins, the heading being on line 1. */
export interface RowNote {
  line: number;
  codes: NoteCode[];
}

/** A row that is not imported. Its employee number tells whom to leave as they are. */
export interface RejectedRow extends RowNote {
  employeeNumber: string;
}

/** The same word on each of some lines. */
export const noteAll = (places: { line: number }[], code: NoteCode): RowNote[] =>
  places.map(({ line }) => ({ line, codes: [code] }));

/** Why, as one line of text. */
export const reasonOf = ({ codes }: RowNote): string => codes.map((code) => texts[code]).join('; ');

export const describeNote = (note: RowNote): string => `line ${note.line}: ${reasonOf(note)}`;
