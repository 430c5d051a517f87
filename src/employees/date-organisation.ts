import { dayOf } from '../platform/swedish-day.ts';
import { endedBy, soFrom } from './dated-periods.ts';
import type { Employment, EmployeeRecord } from './employee-model.ts';
import type { UnitPlace, UnitRecord } from './unit-model.ts';

/** Earlier than any report: when a unit began is not known of those from before units were dated. */
const beginning = '1970-01-01';

/** The person's employments; of a record from before they were dated, one since the person is known. */
export const employmentsOf = ({
  _id,
  employments,
  unitIds,
  unitPath,
  roles,
  leftAt,
}: Pick<
  EmployeeRecord,
  '_id' | 'employments' | 'unitIds' | 'unitPath' | 'roles' | 'leftAt'
>): Employment[] => {
  if (employments) return employments;
  const one = soFrom([], { unitIds, unitPath, roles }, dayOf(_id.getTimestamp()));
  return leftAt ? endedBy(one, dayOf(leftAt)) : one;
};

/** What a unit has been called and where it stood; one place for ever where it was not dated. */
export const unitHistory = ({
  history,
  name,
  parentId,
  path,
  closedAt,
}: UnitRecord): UnitPlace[] => {
  if (history) return history;
  const one = soFrom([], { name, parentId, path }, beginning);
  return closedAt ? endedBy(one, dayOf(closedAt)) : one;
};
