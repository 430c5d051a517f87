import type { Employments } from './merge-employments.ts';
import type { RosterRow } from './roster-row.ts';

/** Who is named as the manager and as deputies in each row, and the rows that name somebody who is not in the file. */
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

  const find = (named: string): Employments | undefined => {
    const found = byNumber.get(named) ?? byEmail.get(named.toLowerCase());
    return found === 'several' ? undefined : found;
  };
  const managerOf = new Map<RosterRow, Employments>();
  const deputiesOf = new Map<RosterRow, Employments[]>();
  const unknown: RosterRow[] = [];
  const unknownDeputy: RosterRow[] = [];
  for (const person of people)
    for (const row of person.rows) {
      const manager = find(row.manager);
      if (manager && manager !== person) managerOf.set(row, manager);
      if (row.manager !== '' && !manager) unknown.push(row);
      const deputies = row.deputies.map(find).filter((one) => one !== undefined);
      deputiesOf.set(row, deputies);
      if (deputies.length < row.deputies.length) unknownDeputy.push(row);
    }
  return { managerOf, deputiesOf, unknown, unknownDeputy, sharedEmails: sharedIn(byEmail) };
};

const sharedIn = (byEmail: Map<string, Employments | 'several'>): Set<string> =>
  new Set([...byEmail].filter(([, owner]) => owner === 'several').map(([email]) => email));
