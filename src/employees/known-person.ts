import type { Role } from '../platform/roles.ts';
import type { Employment } from './employee-model.ts';
import type { EmploymentType } from './employment-words.ts';

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
  /** Last day of the employment that ends last, in Sweden; null until further notice. */
  endsOn: string | null;
  /** First day of the oldest employment. These are missing when the file does not speak of them. */
  hiredOn?: string | null;
  employmentType?: EmploymentType | null;
  protected?: boolean;
}

/** Somebody in the store, leavers among them. */
export interface KnownPerson extends PersonFields {
  id: string;
  personKey: string | null;
  active: boolean;
  employments: Employment[];
}
