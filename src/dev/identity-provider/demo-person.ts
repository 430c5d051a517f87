import type { Role } from '../../platform/roles.ts';

/** An invented person of the demo. On pages and in addresses only `id` stands for the person. */
export interface DemoPerson {
  id: string;
  /** Twelve digits; nowhere but inside the encrypted assertion. */
  personalNumber: string;
  givenName: string;
  familyName: string;
  roles: Role[];
  unit: string;
}

export const fullName = (person: DemoPerson): string => `${person.givenName} ${person.familyName}`;
