import type { Role } from '../platform/roles.ts';

/** What the roster says of a person, as stored. */
export interface PersonFields {
  givenName: string;
  familyName: string;
  searchName: string;
  sortName: string;
  login: string;
  email: string | null;
  mobile: string | null;
  roles: Role[];
  employeeNumbers: string[];
  unitIds: string[];
  unitPath: string[];
}

/** Somebody in the store, leavers among them. */
export interface KnownPerson extends PersonFields {
  id: string;
  personKey: string | null;
  active: boolean;
}
