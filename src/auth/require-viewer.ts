import type { RequestHandler } from 'express';
import { setViewer, type Viewer } from '../platform/http/viewer.ts';
import type { Employee } from './auth-deps.ts';
import type { Auth } from './create-auth.ts';
import type { SignIn } from './require-session.ts';

const isGood = (employee: Employee, { signedInAt }: SignIn): boolean =>
  employee.active && signedInAt >= employee.sessionsValidAfter;

const viewerFrom = (employee: Employee, { signedInAt }: SignIn): Viewer => ({
  id: employee.id,
  givenName: employee.givenName,
  familyName: employee.familyName,
  name: `${employee.givenName} ${employee.familyName}`,
  login: employee.login,
  roles: employee.roles,
  unitIds: employee.unitIds,
  resetRequired: employee.resetRequiredSince !== null,
  contactAnswered: employee.contact !== null,
  signedInAt,
});

/**
 * Says who is asking, on every request: the session names the employee, the employee says whether
 * the session still counts and what the person may do. A visitor costs nothing.
 */
export const loadViewer =
  ({ employees, sessionStore }: Pick<Auth, 'employees' | 'sessionStore'>): RequestHandler =>
  async (req, res, next) => {
    setViewer(res, null);
    const { signIn } = req.session;
    if (signIn) {
      const employee = await employees.findById(signIn.employeeId);
      if (employee && isGood(employee, signIn)) setViewer(res, viewerFrom(employee, signIn));
      else await sessionStore.end(req.sessionID);
    }
    next();
  };
