import type { Role } from '../platform/roles.ts';
import { employmentsOf } from './date-organisation.ts';
import type { EmployeeRecord, Employment, PrivateContact } from './employee-model.ts';
import type { EmploymentType } from './employment-words.ts';

/** A person of the organisation, as the features see them. */
export interface Employee {
  id: string;
  givenName: string;
  familyName: string;
  login: string;
  email: string | null;
  /** E.164. */
  mobile: string | null;
  roles: Role[];
  active: boolean;
  /** When the person came into the roster. */
  knownSince: Date;
  /** The main employment's first. */
  employeeNumbers: string[];
  /** Own units. */
  unitIds: string[];
  /** Own units and all above. */
  unitPath: string[];
  /** Oldest first, the one of today last; nothing that lies before today ever changes. */
  employments: Employment[];
  /** First day of the oldest employment, in Sweden; null when the roster does not say. */
  hiredOn: string | null;
  employmentType: EmploymentType | null;
  /** Protected identity: masked in every list that leaves the portal. */
  protected: boolean;
  sessionsValidAfter: Date;
  resetRequiredSince: Date | null;
  passwordSetAt: Date | null;
  contact: PrivateContact | null;
  /** When the person was told, before the course, how their data is handled. */
  noticeSeenAt: Date | null;
}

/** What is stored, as the features see it. */
export const toEmployee = (record: EmployeeRecord): Employee => ({
  id: record._id.toHexString(),
  givenName: record.givenName,
  familyName: record.familyName,
  login: record.login,
  email: record.email,
  mobile: record.mobile,
  roles: record.roles,
  active: record.active,
  knownSince: record._id.getTimestamp(),
  employeeNumbers: record.employeeNumbers,
  unitIds: record.unitIds,
  unitPath: record.unitPath,
  employments: employmentsOf(record),
  hiredOn: record.hiredOn ?? null,
  employmentType: record.employmentType ?? null,
  protected: record.protected ?? false,
  sessionsValidAfter: record.sessionsValidAfter,
  resetRequiredSince: record.resetRequiredSince,
  passwordSetAt: record.passwordSetAt,
  contact: record.contact ?? null,
  noticeSeenAt: record.noticeSeenAt ?? null,
});
