import type { EmployeeRecord } from '../employees/index.ts';
import { dayOf } from '../platform/swedish-day.ts';
import type { Standing } from './standing.ts';

const dayOrNull = (at: Date | null) => (at === null ? null : dayOf(at));

/** The standing of an active person as their summary tells it: today's, for all days. */
export const presentStanding = (record: EmployeeRecord): Standing => {
  const { _id, unitIds, unitPath, roles, course } = record;
  const { givenName, familyName, searchName, sortName, employeeNumbers } = record;
  const place = { unitIds, unitPath, roles };
  const came = dayOf(_id.getTimestamp());
  const state = (status: Standing['periods'][number]['state']['status']) => ({
    status,
    modules: {},
  });
  const done = course.completedAt && dayOf(course.completedAt);
  const period = { to: null, place, dueOn: null };
  return {
    ...{ givenName, familyName, searchName, sortName, employeeNumbers },
    employeeId: _id.toHexString(),
    isProtected: false,
    loginLeftSince: dayOrNull(record.resetRequiredSince),
    loginDoneOn: record.resetRequiredSince ? null : dayOrNull(record.passwordSetAt),
    periods: [{ ...period, from: done && done < came ? done : came, state: state(course.status) }],
  };
};
