import { readRoster } from '../../employees/index.ts';
import type { DemoPerson } from '../identity-provider/index.ts';

/**
 * Whom the development identity provider can sign in: everybody of a roster (CSV text) who has a
 * personal number. `id` is the employee number.
 *
 * @throws RosterFileError when the text cannot be read as a roster.
 */
export const demoPeople = (csv: string): DemoPerson[] => {
  const { people, units } = readRoster(Buffer.from(csv), { at: new Date() });
  const nameOf = new Map(units.map(({ id, name }) => [id, name]));
  return people.flatMap(({ personalNumber, employeeNumbers, unitIds, ...person }) => {
    const [id = ''] = employeeNumbers;
    const [unitId = ''] = unitIds;
    const { givenName, familyName, roles } = person;
    if (personalNumber === null) return [];
    return [{ id, personalNumber, givenName, familyName, roles, unit: nameOf.get(unitId) ?? '' }];
  });
};
