import { readRoster } from '../../employees/index.ts';
import type { DemoPerson } from '../identity-provider/index.ts';

/**
 * Whom the development identity provider can sign in: everybody of a roster who has a personal
 * number. `id` is the employee number; `headings` are the organisation's own, as for the import.
 *
 * @throws RosterFileError when the file cannot be read as a roster.
 */
export const demoPeople = (
  roster: string | Uint8Array,
  headings?: Record<string, string>,
): DemoPerson[] => {
  const file = typeof roster === 'string' ? Buffer.from(roster) : roster;
  const { people, units } = readRoster(file, { headings, at: new Date() });
  const nameOf = new Map(units.map(({ id, name }) => [id, name]));
  return people.flatMap(({ personalNumber, employeeNumbers, unitIds, ...person }) => {
    const [id = ''] = employeeNumbers;
    const [unitId = ''] = unitIds;
    const { givenName, familyName, roles } = person;
    if (personalNumber === null) return [];
    return [{ id, personalNumber, givenName, familyName, roles, unit: nameOf.get(unitId) ?? '' }];
  });
};
