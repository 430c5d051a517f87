import type { EmployeeStore } from '../employees/index.ts';
import type { Viewer } from '../platform/http/viewer.ts';

/**
 * Whether the page now asked for must tell how the person's data is handled: the first page of the course
 * that they open, whichever it is, and no other (GDPR, article 13). It is noted as seen, not as agreed to.
 */
export const createPrivacyNotice =
  (employees: Pick<EmployeeStore, 'recordNoticeSeen'>, now: () => Date) =>
  async ({ id, noticeSeen }: Viewer): Promise<boolean> =>
    !noticeSeen && (await employees.recordNoticeSeen(id, now()));
