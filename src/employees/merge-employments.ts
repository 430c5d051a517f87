import type { RosterRow } from './roster-row.ts';
import type { RejectedRow } from './row-note.ts';

/** One person's rows; the first is the main employment. */
export interface Employments {
  personalNumber: string | null;
  rows: [RosterRow, ...RosterRow[]];
}

/**
 * Brings a person's rows together: those with the same personal number or employee number.
 * A row whose employee number is already somebody else's is rejected.
 */
export const mergeEmployments = (
  rows: RosterRow[],
): { people: Employments[]; rejected: RejectedRow[] } => {
  const people: Employments[] = [];
  const rejected: RejectedRow[] = [];
  const byPersonalNumber = new Map<string, Employments>();
  const byEmployeeNumber = new Map<string, Employments>();

  const contradicts = (row: RosterRow, known: Employments, sameNumber?: Employments) =>
    row.personalNumber !== null &&
    (known.personalNumber === null
      ? sameNumber !== undefined && sameNumber !== known
      : known.personalNumber !== row.personalNumber);

  for (const row of rows) {
    const { line, employeeNumber, personalNumber } = row;
    const known = byEmployeeNumber.get(employeeNumber);
    const sameNumber = personalNumber ? byPersonalNumber.get(personalNumber) : undefined;
    if (known && contradicts(row, known, sameNumber)) {
      rejected.push({ line, employeeNumber, codes: ['EMPLOYEE_NUMBER_TAKEN'] });
      continue;
    }
    const person = known ?? sameNumber ?? { personalNumber, rows: [row] };
    if (!known && !sameNumber) people.push(person);
    else person.rows.push(row);
    person.personalNumber ??= personalNumber;
    byEmployeeNumber.set(employeeNumber, person);
    if (personalNumber) byPersonalNumber.set(personalNumber, person);
  }
  return { people, rejected };
};
