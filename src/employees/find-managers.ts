import type { Employments } from './merge-employments.ts';
import type { RosterRow } from './roster-row.ts';

/** Who is named as the manager in each row, and the rows whose manager is not in the file. */
export const findManagers = (people: Employments[]) => {
  const byNumber = new Map<string, Employments>();
  const byEmail = new Map<string, Employments | 'several'>();
  for (const person of people) {
    for (const { employeeNumber, email } of person.rows) {
      byNumber.set(employeeNumber, person);
      if (!email) continue;
      const owner = byEmail.get(email) ?? person;
      byEmail.set(email, owner === person ? person : 'several');
    }
  }

  const managerOf = new Map<RosterRow, Employments>();
  const unknown: RosterRow[] = [];
  for (const person of people) {
    for (const row of person.rows.filter(({ manager }) => manager !== '')) {
      const named = byNumber.get(row.manager) ?? byEmail.get(row.manager.toLowerCase());
      if (named === undefined || named === 'several') unknown.push(row);
      else if (named !== person) managerOf.set(row, named);
    }
  }
  return { managerOf, unknown, sharedEmails: sharedIn(byEmail) };
};

const sharedIn = (byEmail: Map<string, Employments | 'several'>): Set<string> =>
  new Set([...byEmail].filter(([, owner]) => owner === 'several').map(([email]) => email));
